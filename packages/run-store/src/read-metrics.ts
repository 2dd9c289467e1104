/** metrics.jsonl: rows in the order in which they were appended. */
import { join } from "node:path";
import { type MetricRow, metricRowSchema } from "@resonance-rope/contracts";
import { readLines } from "./read-lines.js";

export function metricsPath(directory: string): string {
  return join(directory, "metrics.jsonl");
}

/** The rows; none if nothing was appended. A last line without its end is being written, and left out. */
export async function readMetrics(directory: string): Promise<MetricRow[]> {
  const rows: MetricRow[] = [];
  for await (const row of readLines(metricsPath(directory), metricRowSchema, "readMetrics")) rows.push(row);
  return rows;
}
