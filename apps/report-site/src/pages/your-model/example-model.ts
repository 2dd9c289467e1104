/** A model to try the page with: what the config.json of SmolLM2-135M (Apache 2.0) says of positions. */
import type { ModelFile } from "./model-file.js";

const config = {
  model_type: "llama",
  hidden_size: 576,
  num_attention_heads: 9,
  num_key_value_heads: 3,
  max_position_embeddings: 8192,
  rope_scaling: null,
  rope_theta: 100_000,
};

export const exampleModel: ModelFile = {
  format: "hugging-face",
  name: "SmolLM2-135M",
  text: `${JSON.stringify(config, null, 2)}\n`,
};
