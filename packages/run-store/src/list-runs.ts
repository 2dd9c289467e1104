/** Every run of a folder, without their metrics. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { evaluationPrefix } from "./evaluation-id-of.js";
import { type RunSummary, noRecord, readSummary } from "./find-run.js";
import { storageError } from "./storage-error.js";

export interface UnreadableRun {
  readonly directory: string;
  readonly reason: string;
}

export interface RunListing {
  /** By directory name. */
  readonly runs: readonly RunSummary[];
  /** Folders that are no run, or a broken one. Files, evaluations, and folders whose name begins with a dot, are passed over. */
  readonly failures: readonly UnreadableRun[];
}

/** One bad folder does not hide the others; only a runs folder that cannot be read is an error. */
export async function listRuns(runsDirectory: string): Promise<RunListing> {
  const entries = await readdir(runsDirectory, { withFileTypes: true }).catch((error: unknown) => {
    throw storageError(error, { where: "listRuns", action: "read", path: runsDirectory });
  });
  const runs: RunSummary[] = [];
  const failures: UnreadableRun[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || !(entry.isDirectory() || entry.isSymbolicLink())) continue;
    if (entry.name.startsWith(evaluationPrefix)) continue;
    const directory = join(runsDirectory, entry.name);
    try {
      const summary = readSummary(directory, "listRuns");
      if (summary === null) throw noRecord(directory, "listRuns");
      runs.push(summary);
    } catch (error) {
      failures.push({ directory, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { runs, failures };
}
