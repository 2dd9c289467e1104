/** Lines as a table: a row for each x that any of them has, a column for each line. */
import type { DataTableProps } from "./data-table.js";

export function seriesTable(
  caption: string,
  rowName: string,
  names: readonly string[],
  lines: readonly (readonly { readonly x: number; readonly mean: number }[])[],
  digits: number,
): DataTableProps {
  const columns = lines.map((line) => new Map(line.map(({ x, mean }) => [x, mean])));
  const rows = [...new Set(lines.flatMap((line) => line.map(({ x }) => x)))].toSorted((a, b) => a - b);
  return {
    class: "numbers",
    caption,
    columns: [rowName, ...names],
    rows: rows.map((x) => [x, ...columns.map((column) => column.get(x)?.toFixed(digits) ?? "")]),
  };
}
