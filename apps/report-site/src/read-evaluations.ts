/** Reads the evaluations in a folder of runs, also where they lie in folders of it, and says why some give no number. */
import { relative, sep } from "node:path";
import { listEvaluations } from "@resonance-rope/run-store";
import type { ReadEvaluation } from "./evaluation-data.js";
import type { UnusedRun } from "./unused-run.js";

export interface EvaluationsRead {
  readonly finished: readonly ReadEvaluation[];
  readonly unused: readonly UnusedRun[];
  /** Names in the runs folder that are evaluations, or hold some: they are no runs. */
  readonly folders: ReadonlySet<string>;
}

export async function readEvaluations(runsDirectory: string): Promise<EvaluationsRead> {
  const { evaluations, failures } = await listEvaluations(runsDirectory);
  const folderOf = (directory: string): string => relative(runsDirectory, directory).replaceAll(sep, "/");
  const finished: ReadEvaluation[] = [];
  const unused: UnusedRun[] = failures.map(({ directory, reason }) => ({
    folder: folderOf(directory),
    reason: reason.replaceAll(runsDirectory + sep, ""),
  }));
  const used = new Set<string>();
  for (const { directory, record, report } of evaluations) {
    const folder = folderOf(directory);
    if (used.has(record.runId)) unused.push({ folder, reason: `a second copy of ${record.runId}` });
    else finished.push({ folder, record, report });
    used.add(record.runId);
  }
  const all = [...evaluations, ...failures].map(({ directory }) => folderOf(directory).split("/", 1)[0] ?? "");
  return { finished, unused, folders: new Set(all) };
}
