/** Reads a folder of runs: the finished ones, and for every other folder the reason it gives no number. */
import { basename, sep } from "node:path";
import { createRotaryEmbedding } from "@resonance-rope/rope-core";
import { type RunSummary, listRuns, readRun } from "@resonance-rope/run-store";
import type { FinishedRun, RunsRead, UnusedRun } from "./report-data.js";

export async function readRuns(runsDirectory: string): Promise<RunsRead> {
  const { runs, failures } = await listRuns(runsDirectory);
  const finished: FinishedRun[] = [];
  const unused: UnusedRun[] = failures.map(({ directory, reason }) => ({ folder: basename(directory), reason }));
  const used = new Set<string>();
  for (const summary of runs) {
    const run = await readFinished(summary, basename(runsDirectory));
    const runId = summary.record.runId;
    if (typeof run === "string") unused.push({ folder: basename(summary.directory), reason: run });
    else if (used.has(runId)) unused.push({ folder: basename(summary.directory), reason: `a second copy of ${runId}` });
    else finished.push(run);
    if (typeof run !== "string") used.add(runId);
  }
  // A page may be published: it names folders, not where they lay.
  const unplaced = unused.map(({ folder, reason }) => ({ folder, reason: reason.replaceAll(runsDirectory + sep, "") }));
  return { finished, unused: unplaced };
}

/** The run, or why it gives no number. */
async function readFinished({ directory, record, result }: RunSummary, runs: string): Promise<FinishedRun | string> {
  if (result === null) return `not finished; go on with: npx resonance resume ${runs}/${basename(directory)}`;
  const { testedLength, rope } = record.plan;
  const positions = result.accuracyByPosition.length;
  if (positions !== testedLength) return `result.json has ${positions} positions, the plan ${testedLength}`;
  try {
    createRotaryEmbedding(rope);
    return { record, result, metrics: (await readRun(directory)).metrics };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
