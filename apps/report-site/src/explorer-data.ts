/** What the results page's explorer is given: every encoding of every experiment as a line that can be drawn. */
import { type ComparedLine, lineOf } from "./comparison.js";
import { fourDigits, numbered, oneDecimal } from "./format-number.js";
import { paperAccuracy } from "./paper-accuracy.js";
import type { Experiment } from "./report-data.js";
import type { SeriesPoint } from "./series-over-seeds.js";
import { ruleWords, taskWords } from "./task-words.js";

export interface ExplorerLine extends Omit<ComparedLine, SeriesName> {
  /** Names it in a link: the id of its first run. */
  readonly key: string;
  /** Of its experiment. */
  readonly page: string;
  readonly task: string;
  readonly setting: string;
  readonly seeds: number;
  /** Percent, of the paper's Table 1; null where it has no such cell. */
  readonly paper: number | null;
  readonly series: Readonly<Record<SeriesName, PackedSeries>>;
}

type SeriesName = "accuracy" | "learning" | "training" | "validation";

/** x, mean, lowest and highest, as precise as figures and their tables show them: a third of the page's weight. */
export type PackedSeries = readonly (readonly [x: number, mean: number, low: number, high: number])[];

export function explorerLines(experiments: readonly Experiment[]): readonly ExplorerLine[] {
  return experiments.flatMap(({ anchor, plan, encodings }) =>
    encodings.map((encoding): ExplorerLine => {
      const { accuracy, learning, training, validation, ...line } = lineOf(encoding, plan);
      const rule = plan.rule.type === "sum-modulo" ? [] : [ruleWords(plan)];
      return {
        ...line,
        key: encoding.runs[0]?.record.runId ?? encoding.name,
        page: `${anchor}.html`,
        task: taskWords(plan.task).title,
        setting: [plan.preset, `protocol ${plan.protocol}`, numbered(plan.steps, "step"), ...rule].join(", "),
        seeds: encoding.runs.length,
        paper: paperAccuracy(plan.task, encoding.spec)?.mean ?? null,
        series: {
          accuracy: packed(accuracy, oneDecimal),
          learning: packed(learning, oneDecimal),
          training: packed(training, fourDigits),
          validation: packed(validation, fourDigits),
        },
      };
    }),
  );
}

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

const packed = (series: readonly SeriesPoint[], text: (value: number) => string): PackedSeries =>
  series.map(({ x, mean, low, high }) => [x, Number(text(mean)), Number(text(low)), Number(text(high))]);
const unpacked = (series: PackedSeries, count: number): SeriesPoint[] =>
  series.map(([x, mean, low, high]) => ({ x, mean, low, high, count }));
