/**
 * The memory that training a plan takes, in bytes: computed from its sizes, since a run has to be let in before
 * it can be measured. Within a third of what was measured on native TensorFlow from width 32 to width 512.
 */
import type { TrainingPlan } from "@resonance-rope/contracts";
import { sequencesPerCall } from "../training/predictor.js";
import { parameterCount } from "../training/parameter-count.js";
import { bytesPerNumber, engineBytes } from "./engine-memory.js";

/** Weights, two moments, gradients, and a copy of weights and moments to save. */
const copiesOfParameters = 7;

export function memoryOfPlan(plan: TrainingPlan): number {
  const { model, rope, batchSize, trainedLength, testedLength, sequences } = plan;
  const heldTokens = sequences.train * trainedLength + (sequences.validation + sequences.test) * testedLength;
  /** Of one layer, a token: the residual stream and what is made of it, the feed-forward layer, the attention to each position. */
  const numbersPerToken = (length: number): number =>
    10 * Math.max(model.width, model.heads * rope.headDimension) +
    2 * model.feedForwardWidth +
    2 * model.heads * length;
  // The gradient needs every layer's; a score is done with one layer before the next.
  const training = model.layers * batchSize * trainedLength * numbersPerToken(trainedLength);
  const scoring = sequencesPerCall(testedLength) * testedLength * numbersPerToken(testedLength);
  const parameters = copiesOfParameters * parameterCount(plan);
  return engineBytes + bytesPerNumber * (parameters + heldTokens + Math.max(training, scoring));
}
