/** Sequences of a task as a model reads them: inputs, the targets they are scored against, and which targets count. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import { requireObject } from "./require-object.js";

export interface NextTokens {
  readonly inputs: Int32Array;
  /** The output at a place is scored against the target at the same place. */
  readonly targets: Int32Array;
  /** 1 where the target counts in the training loss, else 0. */
  readonly targetWeights: Float32Array;
}

type Conventions = Pick<TrainingPlan, "leadingToken" | "seedTargets" | "farTokens" | "nearTokens" | "modulus">;

/** @param tokens rows of `length` tokens each; inputs and targets have the same shape. */
export function nextTokens(tokens: Int32Array, length: number, plan: Conventions): NextTokens {
  requireObject(tokens, "tokens", "nextTokens");
  const conventions = requireObject(plan, "a training plan", "nextTokens");
  const { leadingToken, seedTargets, farTokens, nearTokens, modulus } = conventions;
  const inputs = new Int32Array(tokens.length);
  const targets = new Int32Array(tokens.length);
  const targetWeights = new Float32Array(tokens.length);
  const firstScored = seedTargets === "left-out" ? farTokens + nearTokens : leadingToken === "begin" ? 0 : 1;
  const shift = targetShift(plan);
  for (let row = 0; row < tokens.length; row += length) {
    const sequence = tokens.subarray(row, row + length);
    if (leadingToken === "begin") {
      inputs[row] = modulus;
      inputs.set(sequence.subarray(0, -1), row + 1);
    } else {
      inputs.set(sequence, row);
    }
    targets.set(sequence.subarray(shift), row);
    targetWeights.fill(1, row + firstScored - shift, row + length - shift);
  }
  return { inputs, targets, targetWeights };
}

/** How far the output that predicts a token stands before it: 0 with a leading token, else 1. */
export const targetShift = (plan: Pick<Conventions, "leadingToken">): number =>
  requireObject(plan, "a training plan", "targetShift").leadingToken === "begin" ? 0 : 1;

/** Predictions by token: entry l of a row is the prediction for token l (0 for a first token that nothing predicts). */
export function alignPredictions(predictions: Int32Array, length: number, plan: Conventions): Int32Array {
  const shift = targetShift(plan);
  if (shift === 0) return predictions;
  const aligned = new Int32Array(predictions.length);
  for (let row = 0; row < predictions.length; row += length) {
    aligned.set(predictions.subarray(row, row + length - shift), row + shift);
  }
  return aligned;
}
