/** Every run of a folder, without their metrics. */
import { evaluationPrefix } from "./evaluation-id-of.js";
import { type RunSummary, readSummary } from "./find-run.js";
import { finetuningPrefix } from "./finetuning-id-of.js";
import { type UnreadableRun, readEachRun } from "./read-each-run.js";

export interface RunListing<Kept = RunSummary> {
  /** By directory name. */
  readonly runs: readonly Kept[];
  /** Folders that are no run, or a broken one. Passed over are files, evaluations, fine-tunings, and names that begin with a dot. */
  readonly failures: readonly UnreadableRun[];
}

/** One bad folder does not hide the others; only a runs folder that cannot be read is an error. */
export function listRuns(runsDirectory: string): Promise<RunListing>;
/**
 * The same, with what `keep` makes of each run in its place.
 * @param keep what to hold of a run: of ten thousand, less takes less time.
 */
export function listRuns<Kept>(runsDirectory: string, keep: (run: RunSummary) => Kept): Promise<RunListing<Kept>>;
export async function listRuns(
  runsDirectory: string,
  keep: (run: RunSummary) => unknown = (run) => run,
): Promise<RunListing<unknown>> {
  const isMeant = (name: string): boolean => !name.startsWith(evaluationPrefix) && !name.startsWith(finetuningPrefix);
  const read = (directory: string): RunSummary | null => readSummary(directory, "listRuns");
  const { found, failures } = await readEachRun(runsDirectory, "listRuns", isMeant, read, keep);
  return { runs: found, failures };
}
