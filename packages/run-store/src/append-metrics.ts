/** Adds rows to metrics.jsonl. */
import { type MetricRow, metricRowSchema, validate } from "@resonance-rope/contracts";
import { appendLines } from "./append-lines.js";
import { metricsPath } from "./read-metrics.js";
import type { Run } from "./run.js";

/**
 * Appends all of the rows or, on an error, none of them. They survive the process at once, and a power
 * cut from the next checkpoint on, which syncs them first. A number that is not finite is refused, for
 * JSON has none.
 */
export async function appendMetrics(run: Run, rows: readonly MetricRow[]): Promise<void> {
  for (const row of rows)
    validate(metricRowSchema, row, {
      kind: "invalid-argument",
      where: "appendMetrics",
      what: `row of step ${row.step}`,
    });
  await run.assertHeld();
  await appendLines(metricsPath(run.directory), rows, { where: "appendMetrics", sync: false });
}
