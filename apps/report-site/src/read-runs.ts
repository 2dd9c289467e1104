/** Reads folders of runs: the finished ones, and for every other folder in them the reason it gives no number. */
import { stat } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { messageOf, shellWord } from "@resonance-rope/contracts";
import { createRotaryEmbedding } from "@resonance-rope/rope-core";
import { type RunSummary, listRuns, streamMetrics } from "@resonance-rope/run-store";
import type { ReadEvaluation } from "./evaluation-data.js";
import { readEvaluations } from "./read-evaluations.js";
import type { FinishedRun } from "./finished-run.js";
import type { RunsRead } from "./report-data.js";
import type { UnusedRun } from "./unused-run.js";
import { trainingCurves } from "./training-curves.js";

/**
 * Runs as they were read before, by folder: one is read again only when its files have changed, and forgotten when it
 * is gone.
 */
export type RunsReadBefore = Map<string, { readonly stamp: string; readonly run: FinishedRun | string }>;

export async function readRuns(
  runsDirectories: readonly string[],
  before: RunsReadBefore = new Map(),
): Promise<RunsRead> {
  const finished = new Map<string, FinishedRun>();
  const unused: UnusedRun[] = [];
  const evaluations: ReadEvaluation[] = [];
  const there = new Set<string>();
  for (const [place, runsDirectory] of runsDirectories.entries()) {
    const read = await readFolder(runsDirectory, place, before);
    for (const { directory, run } of read.runs) {
      const folder = basename(directory);
      there.add(directory);
      if (typeof run === "string") unused.push({ folder, reason: run });
      else if (finished.has(run.record.runId)) unused.push({ folder, reason: `a second copy of ${run.record.runId}` });
      else finished.set(run.record.runId, run);
    }
    unused.push(...read.unused);
    evaluations.push(...read.evaluations);
  }
  for (const directory of before.keys()) if (!there.has(directory)) before.delete(directory);
  return { finished: [...finished.values()], unused, evaluations };
}

interface FolderRead {
  /** A text says why a run gives no number. */
  readonly runs: readonly { readonly directory: string; readonly run: FinishedRun | string }[];
  readonly unused: readonly UnusedRun[];
  readonly evaluations: readonly ReadEvaluation[];
}

async function readFolder(runsDirectory: string, place: number, before: RunsReadBefore): Promise<FolderRead> {
  const { runs, failures } = await listRuns(runsDirectory);
  const evaluations = await readEvaluations(runsDirectory);
  // A page may be published: it names folders, not where they lay.
  const unplaced = (reason: string): string => reason.replaceAll(runsDirectory + sep, "");
  const read = await inTurns(runs, async (summary) => {
    const stamp = await stampOf(summary);
    const earlier = before.get(summary.directory);
    const run = earlier?.stamp === stamp ? earlier.run : await readFinished(summary, basename(runsDirectory), place);
    before.set(summary.directory, { stamp, run });
    return { directory: summary.directory, run: typeof run === "string" ? unplaced(run) : run };
  });
  const broken = failures
    .map(({ directory, reason }) => ({ folder: basename(directory), reason: unplaced(reason) }))
    .filter(({ folder }) => !evaluations.folders.has(folder));
  return { runs: read, unused: [...broken, ...evaluations.unused], evaluations: evaluations.finished };
}

/** Runs whose files are read at the same time: a disk answers while another run is parsed. */
const together = 8;

/** What becomes of each item, in their order, some at a time. */
async function inTurns<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += together)
    results.push(...(await Promise.all(items.slice(from, from + together).map(work))));
  return results;
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
      return `not finished, at step ${step} of ${plan.steps}; go on with: npx resonance resume ${shellWord(`${runs}/${basename(directory)}`)}`;
    }
    const positions = result.accuracyByPosition.length;
    if (positions !== plan.testedLength) return `result.json has ${positions} positions, the plan ${plan.testedLength}`;
    createRotaryEmbedding(plan.rope);
    return { record, result, curves, place };
  } catch (error) {
    return messageOf(error);
  }
}
