/** Rows in aligned columns: words to the left, numbers to the right. */
export interface Column<Row> {
  readonly title: string;
  readonly align: "left" | "right";
  cell(row: Row): string;
}

/** The lines, a title line first; two spaces before and between the columns, none at the end. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  const grid = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, index) => Math.max(...grid.map((cells) => cells[index]?.length ?? 0)));
  return grid.map((cells) =>
    cells
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        return `  ${columns[index]?.align === "right" ? cell.padStart(width) : cell.padEnd(width)}`;
      })
      .join("")
      .trimEnd(),
  );
}
