/** A sweep in front of a user: what is left and how long it takes, one table, Ctrl-C that saves, the results. */
import { join, resolve } from "node:path";
import { clearFinished } from "@resonance-rope/run-store";
import { runEntry } from "../runs/run-entry.js";
import { type LauncherFlags, jobsFromFlags, launcherFromFlags } from "../launchers/launcher-flags.js";
import type { TrackerFlags } from "../trackers/tracker-flags.js";
import { formatDuration } from "../terminal/format-duration.js";
import { formatCount } from "../terminal/format-number.js";
import { printJson } from "../terminal/print-json.js";
import { interrupted, stopOnSignals } from "../terminal/stop-on-signals.js";
import { sweepProgress } from "../terminal/sweep-progress.js";
import { sweepResults } from "../terminal/sweep-results.js";
import { type Cell, cellsOf } from "./cells-of.js";
import { estimateRuns } from "./estimate-runs.js";
import { expandSweep } from "./expand-sweep.js";
import { finishedRuns } from "./finished-runs.js";
import { type DoneRun, type FailedRun, runSweep } from "./run-sweep.js";
import { readSweepPlan } from "./sweep-plan.js";
import type { SweepRun } from "./sweep-run.js";
import { sweepState } from "./sweep-state.js";

export interface SweepFlags extends LauncherFlags, TrackerFlags {
  readonly out: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** A sweep that is about to start. */
interface Start {
  readonly name: string;
  readonly retries: number;
  readonly runs: readonly SweepRun[];
  readonly cells: readonly Cell[];
  /** By run id; what ends joins it. */
  readonly done: Map<string, DoneRun>;
  readonly left: readonly SweepRun[];
  readonly runsDirectory: string;
  readonly jobs: number;
  readonly estimate: (run: SweepRun) => number;
  readonly secondsLeft: number;
}

const now = (): number => performance.now();
const say = (line: string): boolean => process.stderr.write(`  ${line}\n`);

export async function sweep(file: string, flags: SweepFlags): Promise<void> {
  const { signal, release } = stopOnSignals("stopping after the steps at hand");
  try {
    const start = await prepare(file, flags, signal);
    if (flags.dryRun === true) {
      if (signal.aborted) process.exitCode = interrupted;
      else await printPlan(start, flags);
      return;
    }
    const failed = await train(start, flags, signal);
    printResults(start, failed, flags);
    if (failed.length > 0) process.exitCode = 1;
    if (signal.aborted && start.done.size < start.runs.length) {
      process.exitCode = interrupted;
      say("saved; the same command goes on from here");
    }
  } finally {
    release();
  }
}

async function prepare(file: string, flags: SweepFlags, signal: AbortSignal): Promise<Start> {
  const plan = readSweepPlan(file);
  const { name, retries } = plan;
  const { tensorboard, mlflow } = flags;
  const trackers: TrackerFlags = {
    ...(tensorboard === undefined ? {} : { tensorboard }),
    ...(mlflow === undefined ? {} : { mlflow }),
  };
  const runs = expandSweep(plan).map((run) => ({ ...run, trackers }));
  const cells = cellsOf(runs);
  const runsDirectory = resolve(flags.out);
  const done = await finishedRuns(runs, runsDirectory);
  const left = runs.filter(({ runId }) => !done.has(runId));
  const jobs = Math.min(jobsFromFlags(flags, runs), Math.max(1, left.length));
  const size = `${formatCount(runs.length, "run")} in ${formatCount(cells.length, "cell")}`;
  say(`${name}: ${size}, ${done.size} done, ${left.length} left`);
  const estimate = await estimateRuns(left, {
    runsDirectory,
    signal,
    // Who asks for the time alone has it measured in any case.
    mostShare: flags.dryRun === true ? Infinity : 0.01,
    onMeasure: ({ model, batchSize, threads }) =>
      say(`timing a few steps at width ${model.width}, batch ${batchSize}, ${formatCount(threads, "thread")}`),
  });
  const secondsLeft = left.reduce((sum, run) => sum + estimate(run), 0) / jobs;
  if (left.length > 0) say(`about ${formatDuration(secondsLeft)}, ${formatCount(jobs, "run")} at a time`);
  return { name, retries, runs, cells, done, left, runsDirectory, jobs, estimate, secondsLeft };
}

async function train(start: Start, flags: SweepFlags, signal: AbortSignal): Promise<readonly FailedRun[]> {
  const { cells, done, left, jobs, estimate, retries, runsDirectory } = start;
  for (const { directory } of done.values()) await clearFinished(directory);
  const state = sweepState(cells, { done: new Set(done.keys()), estimate, jobs, now });
  const progress = sweepProgress(process.stderr, state, now);
  const end = await runSweep(left, {
    launcher: launcherFromFlags(flags),
    retries,
    runsDirectory,
    jobs,
    signal,
    onStart: progress.start,
    onRow: progress.row,
    onEnd: progress.end,
  });
  progress.close();
  for (const each of end.done) done.set(each.run.runId, each);
  return end.failed;
}

async function printPlan(start: Start, flags: SweepFlags): Promise<void> {
  const { name, runs, done, left, estimate, secondsLeft } = start;
  const { script } = launcherFromFlags(flags);
  const rows = runs.map((run) => {
    const isDone = done.has(run.runId);
    return {
      runId: run.runId,
      status: isDone ? "done" : "left",
      seconds: isDone ? 0 : estimate(run),
      flags: run.flags,
    };
  });
  if (flags.json === true) printJson({ name, runs: rows, secondsLeft });
  else if (script !== undefined && left.length > 0) process.stdout.write(await script(left, start));
  else
    for (const { runId, status, seconds } of rows)
      process.stdout.write(`  ${runId}  ${status === "done" ? status : formatDuration(seconds)}\n`);
}

function printResults(start: Start, failed: readonly FailedRun[], { json }: SweepFlags): void {
  const { name, runs, cells, done, runsDirectory } = start;
  const failures = failed.map(({ run, error }) => ({
    runId: run.runId,
    directory: join(runsDirectory, run.runId),
    reason: error.message,
  }));
  if (json === true) {
    const entries = runs.map(({ runId }) =>
      runEntry({ record: { runId }, directory: join(runsDirectory, runId), result: done.get(runId)?.result ?? null }),
    );
    printJson({ name, runs: entries, failures });
    return;
  }
  const results = new Map([...done].map(([runId, { result }]) => [runId, result]));
  process.stdout.write(`${sweepResults(cells, results).join("\n")}\n`);
  for (const { directory, reason } of failures) say(`failed: ${directory} (${reason})`);
}
