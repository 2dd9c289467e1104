import type { Precision } from "@resonance-rope/contracts";
import { createTraining } from "@resonance-rope/model-tiny";
import type { WorkShape } from "./comparison.js";
import { decoderOf, tokensFor } from "./decoder-of.js";
import type { Work } from "./work.js";

/** A unit is one training step: forward, backward, clipping, AdamW. */
export function trainSteps(shape: WorkShape, precision: Precision): Work {
  const { length, sequences: batch } = shape;
  const training = createTraining({ ...decoderOf(shape), steps: 1, length, seed: 0, precision });
  const tokens = tokensFor(shape);
  const data = { ...tokens, targetWeights: new Float32Array(batch * length).fill(1), batch };
  return async () => ({ loss: (await training.advance(data)).loss });
}
