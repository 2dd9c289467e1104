/** What a config.json leaves out is what transformers takes for it. */
import { readConfig } from "@resonance-rope/rope-interop";
import { expect, it } from "vitest";
import { llamaOfHuggingFace } from "../../src/llama/llama-of-hugging-face.js";

const plain = {
  vocab_size: 11,
  num_hidden_layers: 2,
  hidden_size: 512,
  num_attention_heads: 64,
  intermediate_size: 16,
  rms_norm_eps: 1e-5,
  sliding_window: null,
};

const headsOf = (type: string, more: object = {}): number =>
  llamaOfHuggingFace(readConfig(JSON.stringify({ ...plain, ...more, model_type: type })), new Map()).config
    .keyValueHeads;

// transformers 5.23.0: AutoConfig.for_model(t, num_attention_heads=64, hidden_size=512).num_key_value_heads
it.each([
  ["llama", 64],
  ["mistral", 8],
  ["qwen2", 32],
])("%s: heads of keys and values that are not said are %i", (type, usual) => {
  expect(headsOf(type)).toBe(usual);
  expect(headsOf(type, { num_key_value_heads: 4 })).toBe(4);
});

// The same with num_key_value_heads=None: 64, a StrictDataclassFieldValidationError, 64.
it("null heads are those of queries, and refused of a Mistral", () => {
  expect([headsOf("llama", { num_key_value_heads: null }), headsOf("qwen2", { num_key_value_heads: null })]).toEqual([
    64, 64,
  ]);
  expect(() => headsOf("mistral", { num_key_value_heads: null })).toThrow("num_key_value_heads null");
});
