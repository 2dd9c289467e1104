/** Trains several plans, some of them at a time, each in a process of its own. */
import type { MetricRow, TrainingPlan } from "@resonance-rope/contracts";
import type { RunTrainingOptions, TrainingOutcome } from "../training/run-training.js";
import { trainInProcess } from "../training/train-in-process.js";

export interface SideBySideOptions extends Pick<RunTrainingOptions, "place" | "backend"> {
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly onStart: (plan: TrainingPlan, step: number) => void;
  readonly onRow: (plan: TrainingPlan, row: MetricRow) => void;
  readonly onEnd: (plan: TrainingPlan, outcome: TrainingOutcome) => void;
}

/** The outcomes in the order of the plans. The first run that fails stops the others, saved, and is thrown. */
export async function runSideBySide(
  plans: readonly TrainingPlan[],
  options: SideBySideOptions,
): Promise<TrainingOutcome[]> {
  const { place, backend, jobs, signal, onStart, onRow, onEnd } = options;
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const outcomes: TrainingOutcome[] = [];
  const waiting = plans.entries();
  const work = async (): Promise<void> => {
    for (const [index, plan] of waiting) {
      if (stop.aborted) return;
      const outcome = await trainInProcess(
        { plan, options: { place, ...(backend === undefined ? {} : { backend }) } },
        { signal: stop, onStart: ({ step }) => onStart(plan, step), onRow: (row) => onRow(plan, row) },
      );
      outcomes[index] = outcome;
      onEnd(plan, outcome);
    }
  };
  const workers = Array.from({ length: jobs }, () =>
    work().catch((error: unknown) => {
      failure.abort();
      throw error;
    }),
  );
  const settled = await Promise.allSettled(workers);
  for (const worker of settled) if (worker.status === "rejected") throw worker.reason;
  return outcomes;
}
