import { findRun } from "@resonance-rope/run-store";
import type { SweepRun } from "./sweep-run.js";
import type { DoneRun } from "./run-sweep.js";

/** Those of a sweep that are done already, by run id. A folder that cannot be read is not: starting its run says why. */
export async function finishedRuns(runs: readonly SweepRun[], runsDirectory: string): Promise<Map<string, DoneRun>> {
  const done = new Map<string, DoneRun>();
  for (const run of runs) {
    const found = await findRun(runsDirectory, run.plan).catch(() => null);
    if (found?.result != null) done.set(run.runId, { run, directory: found.directory, result: found.result });
  }
  return done;
}
