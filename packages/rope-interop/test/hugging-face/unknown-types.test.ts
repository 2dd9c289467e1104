/** Types that transformers does not have are read by whatever names their fields go by. */
import { expect, test } from "vitest";
import { readConfig } from "../../src/hugging-face/read-config.js";

const specOf = (fields: object) => readConfig(JSON.stringify({ model_type: "of-nobody", ...fields })).description.spec;

test("sizes, by each of three families of names", () => {
  for (const [hidden, heads, length] of [
    ["hidden_size", "num_attention_heads", "max_position_embeddings"],
    ["n_embd", "n_head", "n_positions"],
    ["d_model", "n_heads", "max_seq_len"],
  ] as const)
    expect(specOf({ [hidden]: 256, [heads]: 4, [length]: 1024 })).toMatchObject({
      headDimension: 64,
      trainedLength: 1024,
      rotaryFraction: 1,
    });
});

test("the rotated share, by each of its names", () => {
  const sizes = { hidden_size: 256, num_attention_heads: 4, max_position_embeddings: 1024 };
  for (const share of [{ partial_rotary_factor: 0.5 }, { rotary_pct: 0.5 }, { rotary_dim: 32 }])
    expect(specOf({ ...sizes, ...share }).rotaryFraction).toBe(0.5);
});
