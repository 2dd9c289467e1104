import {
  createRotaryEmbedding,
  type RopeSpecWithDefaults,
  type RotaryEmbedding,
  withRopeDefaults,
} from "../src/index.js";

export const embeddingOf = (spec: RopeSpecWithDefaults): RotaryEmbedding =>
  createRotaryEmbedding(withRopeDefaults(spec));

/** LLaMA2: heads of 128, base 10000, trained to 4096 tokens. */
export const llama2 = { headDimension: 128, trainedLength: 4096 } as const;

/** The paper's PosGen model: heads of 64, base 10000, trained to 64 tokens. */
export const posgen = { headDimension: 64, trainedLength: 64 } as const;

/** Gemma 4's full-attention layers: a quarter of the pairs of a 256-wide head turn. */
export const gemma = {
  headDimension: 256,
  base: 1e6,
  trainedLength: 8192,
  scaling: { type: "proportional", factor: 1, rotatedFraction: 0.25 },
} as const;

export const preCriticalWavelengths = (embedding: RotaryEmbedding): number[] =>
  [...embedding.wavelengthsTokens].filter((wavelength) => wavelength < embedding.spec.trainedLength);
