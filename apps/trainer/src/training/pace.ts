/** How fast a run of some shape goes, as far as an estimate of its time needs it. */
import type { MetricRow, RunResult, TrainingPlan } from "@resonance-rope/contracts";

export interface Pace {
  readonly secondsPerStep: number;
  /** Of an evaluation. */
  readonly secondsPerSequence: number;
}

/** What decides the pace: two plans of one shape differ in their seed, task or encoding alone. */
export function shapeOf(plan: TrainingPlan): string {
  const { model, rope, batchSize, trainedLength, testedLength, precision, threads } = plan;
  return JSON.stringify([model, rope.headDimension, batchSize, trainedLength, testedLength, precision, threads]);
}

/** Of a run that is done, from its rows; null without an evaluation. */
export function paceOf(plan: TrainingPlan, { secondsPerStep }: RunResult, rows: readonly MetricRow[]): Pace | null {
  const evaluation = rows.findLast(({ type }) => type === "evaluation");
  return evaluation === undefined
    ? null
    : { secondsPerStep, secondsPerSequence: evaluation.seconds / plan.sequences.validation };
}

/** A process's start, and what the engine does once. */
const startSeconds = 3;

/** All of a run: its steps, the evaluations on the way, the test at the end. */
export function secondsAt(
  { secondsPerStep, secondsPerSequence }: Pace,
  { steps, evaluateEverySteps, sequences }: TrainingPlan,
): number {
  const evaluations = Math.ceil(steps / evaluateEverySteps);
  const sequencesScored = evaluations * sequences.validation + sequences.test;
  return startSeconds + steps * secondsPerStep + sequencesScored * secondsPerSequence;
}
