import type { Precision } from "@resonance-rope/contracts";
import { createScorer, createTraining } from "@resonance-rope/model-tiny";
import type { WorkShape } from "./comparison.js";
import { decoderOf, tokensFor } from "./decoder-of.js";
import type { Work } from "./work.js";

/** A unit is a scoring of all sequences: the likeliest token and the loss of the right one at each position. */
export function score(shape: WorkShape, precision: Precision): Work {
  const { length, sequencesPerCall: batchSize } = shape;
  const decoder = decoderOf(shape);
  const weights = createTraining({ ...decoder, steps: 1, length, seed: 0, precision }).weights();
  const scorer = createScorer({ ...decoder, length, batchSize, precision });
  const { inputs, targets } = tokensFor(shape);
  return async () => {
    const { lossesNats } = await scorer(weights, inputs, targets);
    return { loss: lossesNats.reduce((sum, loss) => sum + loss, 0) / lossesNats.length };
  };
}
