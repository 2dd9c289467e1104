/** A run that trains on another machine, followed by what it writes into its folder. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { findRun, readMetrics, readRun } from "@resonance-rope/run-store";
import type { SweepRun } from "../sweep/sweep-run.js";
import type { LaunchOptions, RunEnd } from "./launcher.js";

export interface FollowedRun {
  readonly run: SweepRun;
  /** Tells of its start, once, and of the rows since. */
  tell(): Promise<void>;
  readonly started: () => boolean;
  /** Null without a result. */
  done(): Promise<RunEnd | null>;
  savedStep(): Promise<number>;
}

/** To be called before the run starts: what its folder holds by then is told as the step it goes on from. */
export async function followRun(run: SweepRun, { runsDirectory, onStart, onRow }: LaunchOptions): Promise<FollowedRun> {
  const directory = join(runsDirectory, run.runId);
  const savedStep = async (): Promise<number> =>
    (await readRun(directory).catch(() => null))?.checkpointSteps.at(-1) ?? 0;
  const from = await savedStep();
  let started = false;
  let told = 0;
  let seen: string | null = null;
  return {
    run,
    async tell() {
      if (!started) onStart(run, from);
      started = true;
      const version = versionOf(join(directory, "metrics.jsonl"));
      if (version === seen) return;
      seen = version;
      // Rows are for the eye. One that cannot be read now is told at the next look; a broken file, its process tells of.
      const rows = (await readMetrics(directory).catch(() => [])).filter(({ step }) => step > from);
      // A run that goes on after a kill takes its rows back to its checkpoint, and makes the same again.
      for (const row of rows.slice(told)) onRow(run, row);
      told = Math.max(told, rows.length);
    },
    started: () => started,
    async done() {
      const found = await findRun(runsDirectory, run.plan);
      return found === null || found.result === null
        ? null
        : { status: "done", directory: found.directory, result: found.result };
    },
    savedStep,
  };
}

/** Changes with the file; null without one. */
function versionOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.size} ${stats.mtimeMs}`;
}
