/** Goes on with a run that was started before. */
import { noRecord, readSummary } from "./find-run.js";
import { removeHalfLine } from "./read-lines.js";
import { metricsPath } from "./read-metrics.js";
import { type Run, holdRun } from "./run.js";

/** Takes the lock, at once from a process that was killed, and removes what it left half-written. */
export async function openRun(directory: string): Promise<Run> {
  // Looks before it locks, so that a folder which is no run stays untouched.
  const summary = readSummary(directory, "openRun");
  if (summary === null) throw noRecord(directory, "openRun");
  return holdRun(directory, "openRun", async () => {
    await removeHalfLine(metricsPath(directory), "openRun");
    return summary.record;
  });
}
