/** The rows of a report as a file for other programs: JSON Lines, or CSV (RFC 4180) where the name ends so. */
import type { EvaluationReport } from "@resonance-rope/contracts";
import { writeAtomically } from "@resonance-rope/run-store";

export async function writeRows(path: string, rows: EvaluationReport["rows"]): Promise<void> {
  await writeAtomically(
    path,
    path.endsWith(".csv") ? asCsv(rows) : rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
  );
}

/** A column for each name that any row has; an empty cell for null and for a name that a row lacks. */
export function asCsv(rows: EvaluationReport["rows"]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  return lines.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
