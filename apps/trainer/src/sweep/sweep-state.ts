/** How far a sweep is: what of each cell is done, runs, has failed, and what it will take still. */
import type { MetricRow } from "@resonance-rope/contracts";
import type { RunEnd } from "../launchers/launcher.js";
import type { Cell } from "./cells-of.js";
import type { SweepRun } from "./sweep-run.js";

export interface CellState {
  readonly label: string;
  readonly total: number;
  done: number;
  /** Runs that failed and have not been started again. */
  readonly failed: Set<string>;
  /** Runs that go on now, each with the step it is at. */
  readonly running: Map<string, number>;
  /** Of its runs. */
  readonly steps: number;
  /** Of the last step made in it; null before one. */
  secondsPerStep: number | null;
  /** What is left of it, in seconds by the estimate. */
  workLeft: number;
}

export interface SweepState {
  readonly cells: readonly CellState[];
  start(run: SweepRun, step: number): void;
  row(run: SweepRun, row: MetricRow): void;
  end(run: SweepRun, end: RunEnd): void;
  /**
   * Seconds until so much work of so many runs is done, no more of them at a time than there are: by the estimate
   * first, by what was done in the time so far later.
   */
  secondsFor(work: number, runs: number): number;
}

export interface SweepStateOptions {
  /** The runs that are done before the start. */
  readonly done: ReadonlySet<string>;
  readonly estimate: (run: SweepRun) => number;
  readonly jobs: number;
  readonly now: () => number;
}

/** As much work as the estimate counts for. The more is done, the less it says. */
const trustedSeconds = 60;

export function sweepState(cells: readonly Cell[], { done, estimate, jobs, now }: SweepStateOptions): SweepState {
  const states = cells.map(({ label, runs }): CellState => {
    const left = runs.filter(({ runId }) => !done.has(runId));
    return {
      label,
      total: runs.length,
      done: runs.length - left.length,
      failed: new Set(),
      running: new Map(),
      steps: runs[0]?.plan.steps ?? 0,
      secondsPerStep: null,
      workLeft: left.reduce((sum, run) => sum + estimate(run), 0),
    };
  });
  const cellOf = new Map(cells.flatMap(({ runs }, index) => runs.map(({ runId }) => [runId, states[index]] as const)));
  const beganAt = now();
  let workDone = 0;
  /** What each unfinished run has left. */
  const workOf = new Map<string, number>();
  const advance = (run: SweepRun, step: number, counts: boolean): void => {
    const cell = cellOf.get(run.runId);
    if (cell === undefined) return;
    const whole = estimate(run);
    const before = workOf.get(run.runId) ?? whole;
    const after = whole * (1 - step / run.plan.steps);
    workOf.set(run.runId, after);
    cell.workLeft += after - before;
    // A run that failed gives back what it had done, and steps of an earlier process took none of our time.
    if (counts) workDone += before - after;
  };
  return {
    cells: states,
    start(run, step) {
      const cell = cellOf.get(run.runId);
      cell?.failed.delete(run.runId);
      cell?.running.set(run.runId, step);
      advance(run, step, false);
    },
    row(run, row) {
      const cell = cellOf.get(run.runId);
      if (cell === undefined || row.type !== "step") return;
      cell.running.set(run.runId, row.step);
      cell.secondsPerStep = row.seconds;
      advance(run, row.step, true);
    },
    end(run, { status }) {
      const cell = cellOf.get(run.runId);
      if (cell === undefined) return;
      cell.running.delete(run.runId);
      if (status === "done") {
        cell.done += 1;
        advance(run, run.plan.steps, true);
      } else if (status === "failed") cell.failed.add(run.runId);
    },
    secondsFor(work, runs) {
      const elapsed = (now() - beganAt) / 1000;
      const secondsForOne = (jobs * elapsed + trustedSeconds) / (workDone + trustedSeconds);
      return (work * secondsForOne) / Math.max(1, Math.min(jobs, runs));
    },
  };
}
