/** Rows as CSV (RFC 4180), for other programs. */

export type CsvRow = Readonly<Record<string, string | number | null>>;

/** A column for each name that any row has; an empty cell for null and for a name that a row lacks. No rows: no text. */
export function asCsv(rows: readonly CsvRow[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return "";
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  return lines.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
