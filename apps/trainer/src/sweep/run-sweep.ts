/** Runs of a sweep until each is done or has failed as often as it may. */
import type { RunResult } from "@resonance-rope/contracts";
import type { LaunchOptions, Launcher } from "../launchers/launcher.js";
import type { SweepRun } from "./sweep-run.js";

export interface SweepOptions extends LaunchOptions {
  readonly launcher: Launcher;
  readonly retries: number;
}

export interface DoneRun {
  readonly run: SweepRun;
  readonly directory: string;
  readonly result: RunResult;
}

export interface FailedRun {
  readonly run: SweepRun;
  /** Of the last attempt. */
  readonly error: Error;
}

export interface SweepEnd {
  readonly done: readonly DoneRun[];
  readonly failed: readonly FailedRun[];
}

/** Those that failed start again after all others have had their turn, so that one bad run delays none. */
export async function runSweep(runs: readonly SweepRun[], options: SweepOptions): Promise<SweepEnd> {
  const { launcher, retries, signal, onEnd } = options;
  const done: DoneRun[] = [];
  let failed: FailedRun[] = [];
  let left = runs;
  for (let round = 0; round <= retries && left.length > 0 && !signal.aborted; round++) {
    failed = [];
    await launcher.launch(left, {
      ...options,
      onEnd(run, end) {
        if (end.status === "done") done.push({ run, ...end });
        else if (end.status === "failed") failed.push({ run, error: end.error });
        onEnd(run, end);
      },
    });
    left = failed.map(({ run }) => run);
  }
  return { done, failed };
}
