/** Adds rows to metrics.jsonl. */
import { open } from "node:fs/promises";
import { type MetricRow, metricRowSchema, validate } from "@resonance-rope/contracts";
import { metricsPath } from "./read-metrics.js";
import type { Run } from "./run.js";
import { storageError } from "./storage-error.js";

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
  const path = metricsPath(run.directory);
  try {
    const handle = await open(path, "a");
    try {
      const { size } = await handle.stat();
      try {
        await handle.appendFile(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
      } catch (error) {
        await handle.truncate(size);
        throw error;
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw storageError(error, { where: "appendMetrics", action: "write", path });
  }
}
