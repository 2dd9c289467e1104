/** Takes metrics.jsonl back to a checkpoint, since the steps after it run again. */
import { metricsPath, readMetrics } from "./read-metrics.js";
import type { Run } from "./run.js";
import { writeAtomically } from "./write-atomically.js";

/** Drops the rows of later steps; -1 drops all. */
export async function truncateMetrics(run: Run, afterStep: number): Promise<void> {
  const rows = await readMetrics(run.directory);
  const kept = rows.filter(({ step }) => step <= afterStep);
  if (kept.length === rows.length) return;
  await run.assertHeld();
  await writeAtomically(metricsPath(run.directory), kept.map((row) => `${JSON.stringify(row)}\n`).join(""));
}
