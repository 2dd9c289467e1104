/** What starts the runs of a sweep and follows them. The plan and the run folder are the same under each. */
import type { MetricRow, RunResult, TrainingPlan } from "@resonance-rope/contracts";
import type { SweepRun } from "../sweep/sweep-run.js";

export interface LaunchOptions<Run extends { readonly plan: TrainingPlan } = SweepRun> {
  /** The folder of runs, which every process of the sweep sees under this path. */
  readonly runsDirectory: string;
  /** Runs at a time. */
  readonly jobs: number;
  /** Ends all runs after the step at hand, saved. */
  readonly signal: AbortSignal;
  readonly onStart: (run: Run, step: number) => void;
  readonly onRow: (run: Run, row: MetricRow) => void;
  readonly onEnd: (run: Run, end: RunEnd) => void;
}

export type RunEnd =
  | { readonly status: "done"; readonly directory: string; readonly result: RunResult }
  | { readonly status: "stopped"; readonly step: number }
  | { readonly status: "failed"; readonly error: Error };

export interface Launcher {
  /** Ends when `onEnd` has told of every run that was started. A run that fails does not end the others. */
  launch(runs: readonly SweepRun[], options: LaunchOptions): Promise<void>;
  /** What would be handed over to be run, for a launcher that hands over a script. */
  readonly script?: (
    runs: readonly SweepRun[],
    options: Pick<LaunchOptions, "runsDirectory" | "jobs">,
  ) => Promise<string>;
}
