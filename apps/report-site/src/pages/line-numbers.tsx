import type { VNode } from "preact";
import type { ComparedLine } from "../comparison.js";
import type { SeriesPoint } from "../series-over-seeds.js";
import { FoldedTable } from "./data-table.js";
import { seriesTable } from "./series-table.js";

export interface LineNumbersProps {
  readonly lines: readonly ComparedLine[];
  /** Which of a line's series. */
  readonly series: (line: ComparedLine) => readonly SeriesPoint[];
  readonly caption: string;
  readonly rowName: string;
  readonly format: (value: number) => string;
  readonly summary?: string;
}

/** The numbers behind one series of the lines in a figure, folded away. */
export function LineNumbers({
  lines,
  series,
  caption,
  rowName,
  format,
  summary = "The numbers behind this figure",
}: LineNumbersProps): VNode {
  const names = lines.map(({ name }) => name);
  return <FoldedTable summary={summary} {...seriesTable(caption, rowName, names, lines.map(series), format)} />;
}
