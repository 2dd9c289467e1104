/** Lines as a table: a row for each x that any of them has; for each line its mean and, where it has a band, the band's ends. */
import type { DataTableProps } from "./data-table.js";

interface Point {
  readonly x: number;
  readonly mean: number;
  readonly low?: number;
  readonly high?: number;
}

/** @param text a number as it is printed. */
export function seriesTable(
  caption: string,
  rowName: string,
  names: readonly string[],
  lines: readonly (readonly Point[])[],
  text: (value: number) => string,
): DataTableProps {
  const columns = lines.map((line, index) => {
    const name = names[index] ?? "";
    const points = new Map(line.map((point) => [point.x, point]));
    const hasBand = line.some(({ low, high }) => low !== high);
    return {
      headings: hasBand ? [name, `${name}, lowest`, `${name}, highest`] : [name],
      cells: (x: number): string[] => {
        const { mean, low = mean, high = mean } = points.get(x) ?? {};
        const values = hasBand ? [mean, low, high] : [mean];
        return values.map((value) => (value === undefined ? "" : text(value)));
      },
    };
  });
  const rows = [...new Set(lines.flatMap((line) => line.map(({ x }) => x)))].toSorted((a, b) => a - b);
  return {
    class: "numbers",
    caption,
    columns: [rowName, ...columns.flatMap(({ headings }) => headings)],
    rows: rows.map((x) => [x, ...columns.flatMap(({ cells }) => cells(x))]),
  };
}
