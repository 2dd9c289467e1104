/** All of a run but its weights. */
import type { MetricRow } from "@resonance-rope/contracts";
import { stepsWith } from "./checkpoint-files.js";
import { type RunSummary, noRecord, readSummary } from "./find-run.js";
import { readMetrics } from "./read-metrics.js";

export interface RunContents extends RunSummary {
  readonly metrics: readonly MetricRow[];
  /** Steps with a finished checkpoint, ascending. */
  readonly checkpointSteps: readonly number[];
}

/** Takes no lock and writes nothing: works while another process trains, on a copy, on a read-only disk. */
export async function readRun(directory: string): Promise<RunContents> {
  const summary = readSummary(directory, "readRun");
  if (summary === null) throw noRecord(directory, "readRun");
  const metrics = await readMetrics(directory);
  return { ...summary, metrics, checkpointSteps: await stepsWith("json", directory, "readRun") };
}
