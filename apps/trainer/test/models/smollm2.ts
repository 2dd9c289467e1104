/** The fields of SmolLM2-135M's config.json that have to do with positions. */
export const smolLM2 = {
  architectures: ["LlamaForCausalLM"],
  model_type: "llama",
  hidden_size: 576,
  num_attention_heads: 9,
  num_key_value_heads: 3,
  max_position_embeddings: 8192,
  rope_theta: 100_000,
  rope_scaling: null,
};
