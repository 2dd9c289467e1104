/** Reads folders of runs: the finished ones, and for every other folder in them the reason it gives no number. */
import { stat } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { createRotaryEmbedding } from "@resonance-rope/rope-core";
import { type RunSummary, listRuns, streamMetrics } from "@resonance-rope/run-store";
import { readEvaluations } from "./read-evaluations.js";
import type { FinishedRun, RunsRead, UnusedRun } from "./report-data.js";
import { trainingCurves } from "./training-curves.js";

/** Runs as they were read before, by folder: one is read again only when its files have changed. */
export type RunsReadBefore = Map<string, { readonly stamp: string; readonly run: FinishedRun | string }>;

export async function readRuns(
  runsDirectories: readonly string[],
  before: RunsReadBefore = new Map(),
): Promise<RunsRead> {
  const read: RunsRead[] = [];
  for (const [place, directory] of runsDirectories.entries()) read.push(await readFolder(directory, place, before));
  const finished = new Map<string, FinishedRun>();
  const copies: UnusedRun[] = [];
  for (const run of read.flatMap((each) => each.finished)) {
    const { runId } = run.record;
    if (finished.has(runId)) copies.push({ folder: runId, reason: `a second copy of ${runId}` });
    else finished.set(runId, run);
  }
  return {
    finished: [...finished.values()],
    unused: [...read.flatMap(({ unused }) => unused), ...copies],
    evaluations: read.flatMap(({ evaluations = [] }) => evaluations),
  };
}

async function readFolder(runsDirectory: string, place: number, before: RunsReadBefore): Promise<RunsRead> {
  const { runs, failures } = await listRuns(runsDirectory);
  const evaluations = await readEvaluations(runsDirectory);
  const finished: FinishedRun[] = [];
  const unused: UnusedRun[] = failures
    .map(({ directory, reason }) => ({ folder: basename(directory), reason }))
    .filter(({ folder }) => !evaluations.folders.has(folder));
  const used = new Set<string>();
  for (const summary of runs) {
    const stamp = await stampOf(summary);
    const earlier = before.get(summary.directory);
    const run = earlier?.stamp === stamp ? earlier.run : await readFinished(summary, basename(runsDirectory), place);
    before.set(summary.directory, { stamp, run });
    const runId = summary.record.runId;
    if (typeof run === "string") unused.push({ folder: basename(summary.directory), reason: run });
    else if (used.has(runId)) unused.push({ folder: basename(summary.directory), reason: `a second copy of ${runId}` });
    else finished.push(run);
    if (typeof run !== "string") used.add(runId);
  }
  // A page may be published: it names folders, not where they lay.
  const unplaced = unused.map(({ folder, reason }) => ({ folder, reason: reason.replaceAll(runsDirectory + sep, "") }));
  return { finished, unused: [...unplaced, ...evaluations.unused], evaluations: evaluations.finished };
}

/** Another one for another content of what a run is read from: its record stays, its result comes once, rows are added. */
async function stampOf({ directory, result }: RunSummary): Promise<string> {
  const metrics = await stat(join(directory, "metrics.jsonl")).catch(() => null);
  return `${result === null ? "going on" : "done"} ${metrics?.size} ${metrics?.mtimeMs}`;
}

/** The run, or why it gives no number. */
async function readFinished(
  { directory, record, result }: RunSummary,
  runs: string,
  place: number,
): Promise<FinishedRun | string> {
  const { plan } = record;
  try {
    const curves = await trainingCurves(streamMetrics(directory), plan);
    if (result === null) {
      const step = curves.training.at(-1)?.step ?? 0;
      return `not finished, at step ${step} of ${plan.steps}; go on with: npx resonance resume ${runs}/${basename(directory)}`;
    }
    const positions = result.accuracyByPosition.length;
    if (positions !== plan.testedLength) return `result.json has ${positions} positions, the plan ${plan.testedLength}`;
    createRotaryEmbedding(plan.rope);
    return { record, result, curves, place };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
