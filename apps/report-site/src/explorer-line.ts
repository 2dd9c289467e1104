/** A line of the results page's explorer, as the page holds it and as it is drawn. */
import type { ComparedLine } from "./comparison.js";
import type { SeriesPoint } from "./series-over-seeds.js";

export interface ExplorerLine extends Omit<ComparedLine, SeriesName> {
  /** Names it in a link: the id of its first run. */
  readonly key: string;
  /** Of its experiment. */
  readonly page: string;
  readonly task: string;
  /** Of its experiment: preset, protocol, steps, a rule that is not the usual sum, and what else tells it from others. */
  readonly settings: readonly string[];
  readonly seeds: number;
  /** Percent, of the paper's Table 1; null where it has no such cell. */
  readonly paper: number | null;
  readonly series: Readonly<Record<SeriesName, PackedSeries>>;
}

type SeriesName = "accuracy" | "learning" | "training" | "validation";

/** x, mean, lowest and highest, as precise as figures and their tables show them: a third of the page's weight. */
export type PackedSeries = readonly (readonly [x: number, mean: number, low: number, high: number])[];

export const settingText = ({ settings }: Pick<ExplorerLine, "settings">): string => settings.join(", ");

/** The line as it is drawn, under a name that tells it from the others drawn. */
export function drawnLine({ series, ...line }: ExplorerLine, name: string): ComparedLine {
  const { accuracy, learning, training, validation } = series;
  return {
    ...line,
    name,
    accuracy: unpacked(accuracy, line.seeds),
    learning: unpacked(learning, line.seeds),
    training: unpacked(training, line.seeds),
    validation: unpacked(validation, line.seeds),
  };
}

const unpacked = (series: PackedSeries, count: number): SeriesPoint[] =>
  series.map(([x, mean, low, high]) => ({ x, mean, low, high, count }));
