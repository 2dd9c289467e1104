/** metrics.jsonl: rows in the order in which they were appended. */
import { join } from "node:path";
import { type MetricRow, metricRowSchema } from "@resonance-rope/contracts";
import { readLineBlocks } from "./read-lines.js";

export function metricsPath(directory: string): string {
  return join(directory, "metrics.jsonl");
}

/** The rows; none if nothing was appended. A last line without its end is being written, and left out. */
export async function readMetrics(directory: string): Promise<MetricRow[]> {
  const rows: MetricRow[] = [];
  for await (const block of streamMetrics(directory)) rows.push(...block);
  return rows;
}

/** The same rows, a few thousand at a time: a long run's need not be in memory at once. */
export function streamMetrics(directory: string): AsyncGenerator<readonly MetricRow[], void> {
  return readLineBlocks(metricsPath(directory), metricRowSchema, "readMetrics");
}
