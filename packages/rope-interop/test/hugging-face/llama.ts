/** A small config without a word on scaling, and Resonance YaRN for it. */
import { type RopeSpec, withRopeDefaults } from "@resonance-rope/rope-core";
import type { JsonObject } from "../../src/hugging-face/json-object.js";

export const llama: JsonObject = {
  model_type: "llama",
  hidden_size: 256,
  num_attention_heads: 4,
  max_position_embeddings: 2048,
  rope_theta: 10_000,
  rope_scaling: null,
  vocab_size: 32_000,
};

export const resonance: RopeSpec = withRopeDefaults({
  headDimension: 64,
  trainedLength: 2048,
  scaling: { type: "yarn", factor: 8 },
  wavelengths: "nearest-integer",
});
