/** Takes metrics.jsonl back to a checkpoint, since the steps after it run again. */
import { metricRowSchema } from "@resonance-rope/contracts";
import type { Run } from "./run.js";
import { truncateRows } from "./truncate-rows.js";

/** Drops the rows of later steps; -1 drops all. */
export async function truncateMetrics(run: Run, afterStep: number): Promise<void> {
  await truncateRows(run, afterStep, metricRowSchema, "truncateMetrics");
}
