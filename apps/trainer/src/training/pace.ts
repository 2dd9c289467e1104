/** How fast a run of some shape goes, as far as an estimate of its time needs it. */
import type { MetricRow, RunResult, TrainingPlan } from "@resonance-rope/contracts";
import { parameterCount } from "./parameter-count.js";

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

/** Of a thread of a processor of the years around 2024, about; a step also has many small parts. */
const [operationsPerSecond, secondsBetween] = [1e11, 0.005];

/** Within a few times of the truth: enough to tell whether measuring is worth its time. */
export function roughPace(plan: TrainingPlan): Pace {
  const { batchSize, trainedLength, testedLength, threads } = plan;
  // A multiplication and an addition a parameter forward, twice as many backward.
  const secondsPerToken = (2 * parameterCount(plan)) / (operationsPerSecond * threads);
  return {
    secondsPerStep: secondsBetween + 3 * secondsPerToken * batchSize * trainedLength,
    secondsPerSequence: secondsPerToken * testedLength,
  };
}

/** A process's start, and what the engine does once. */
export const startSeconds = 3;

/** All of a run: its steps, the evaluations on the way, the test at the end. */
export function secondsAt(
  { secondsPerStep, secondsPerSequence }: Pace,
  { steps, evaluateEverySteps, sequences }: TrainingPlan,
): number {
  const evaluations = Math.ceil(steps / evaluateEverySteps);
  const sequencesScored = evaluations * sequences.validation + sequences.test;
  return startSeconds + steps * secondsPerStep + sequencesScored * secondsPerSequence;
}
