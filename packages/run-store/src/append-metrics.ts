/** Adds rows to metrics.jsonl. */
import { type MetricRow, metricRowSchema } from "@resonance-rope/contracts";
import { appendRows } from "./append-rows.js";
import type { Run } from "./run.js";

/**
 * Appends all of the rows or, on an error, none of them. They survive the process at once, and a power
 * cut from the next checkpoint on, which syncs them first. A number that is not finite is refused, for
 * JSON has none.
 */
export async function appendMetrics(run: Run, rows: readonly MetricRow[]): Promise<void> {
  await appendRows(run, rows, metricRowSchema, "appendMetrics");
}
