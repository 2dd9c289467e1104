/** The rows of a report as a file for other programs: JSON Lines, or CSV where the name ends so. */
import type { EvaluationReport } from "@resonance-rope/contracts";
import { writeAtomically } from "@resonance-rope/run-store";
import { asCsv } from "../terminal/as-csv.js";

export async function writeRows(path: string, rows: EvaluationReport["rows"]): Promise<void> {
  await writeAtomically(
    path,
    path.endsWith(".csv") ? asCsv(rows) : rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
  );
}
