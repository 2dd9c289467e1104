import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inspectConfig } from "../../src/index.js";

/** Llama's shape at 8192 tokens; 32 pairs. */
const llama = {
  model_type: "llama",
  hidden_size: 576,
  num_attention_heads: 9,
  max_position_embeddings: 8192,
  rope_theta: 100_000,
};
const longrope = {
  rope_type: "longrope",
  short_factor: Array.from({ length: 32 }, () => 1),
  long_factor: Array.from({ length: 32 }, () => 1),
  original_max_position_embeddings: 8192,
};
const yarn = { rope_type: "yarn", factor: 4, original_max_position_embeddings: 8192 };
const extended = { ...llama, max_position_embeddings: 32_768 };

function codes(config: object, targetLength?: number): string[] {
  const options = targetLength === undefined ? {} : { targetLength };
  return inspectConfig(JSON.stringify(config), options).findings.map(({ level, code }) => `${level} ${code}`);
}

describe("a config has a finding", () => {
  const cases: [why: string, config: object, found: string[], targetLength?: number][] = [
    ["where its type is unknown", { ...llama, model_type: "llamoid" }, ["note model-type-unknown"]],
    [
      "where type and rope_type differ",
      { ...llama, rope_scaling: { type: "yarn", rope_type: "linear", factor: 4 } },
      ["error rope-type-conflict"],
    ],
    [
      "where its type reads no scaling",
      {
        model_type: "gptj",
        n_embd: 256,
        n_head: 4,
        rotary_dim: 64,
        n_positions: 2048,
        rope_scaling: { rope_type: "linear", factor: 4 },
      },
      ["error scaling-not-read"],
    ],
    [
      "where longrope goes by its old name",
      { ...llama, rope_scaling: { ...longrope, rope_type: undefined, type: "su" } },
      ["error su-not-loaded"],
    ],
    [
      "where both spellings are there",
      { ...llama, rope_scaling: { rope_type: "linear", factor: 4 }, rope_parameters: { rope_type: "default" } },
      ["warning both-spellings"],
    ],
    [
      "where only the new spelling is there, for engines that read the old one",
      { ...llama, rope_parameters: { rope_type: "linear", factor: 4, rope_theta: 100_000 } },
      ["warning new-spelling-only"],
    ],
    [
      "where the base stands inside alone, for engines that look at the top level",
      { ...llama, rope_theta: undefined, rope_scaling: { rope_type: "linear", factor: 4, rope_theta: 100_000 } },
      ["warning base-not-found"],
    ],
    [
      "where an engine's code for the architecture reads no scaling",
      { ...llama, model_type: "gemma2", head_dim: 64, rope_scaling: { rope_type: "linear", factor: 4 } },
      ["warning scaling-ignored"],
    ],
    [
      "where YaRN has no original length",
      { ...extended, rope_scaling: { rope_type: "yarn", factor: 4 } },
      ["warning original-length-missing"],
    ],
    [
      "where the original length stands at the top level",
      { ...extended, original_max_position_embeddings: 8192, rope_scaling: { rope_type: "yarn", factor: 4 } },
      ["warning top-level-original-length"],
    ],
    [
      "where YaRN's factor is not the ratio of its lengths",
      { ...extended, rope_scaling: { ...yarn, factor: 8 } },
      ["warning factor-disagrees"],
    ],
    [
      "where they differ by a hundredth",
      { ...extended, rope_scaling: { ...yarn, factor: 4.04 } },
      ["warning factor-disagrees"],
    ],
    [
      "where Llama 3's original length is no shorter than the context",
      {
        ...llama,
        rope_scaling: {
          rope_type: "llama3",
          factor: 8,
          low_freq_factor: 1,
          high_freq_factor: 4,
          original_max_position_embeddings: 8192,
        },
      },
      ["warning original-length-not-shorter"],
    ],
    ["where a beta is 0", { ...extended, rope_scaling: { ...yarn, beta_slow: 0 } }, ["warning beta-zero"]],
    [
      "where an attention factor of its own is dropped by engines",
      { ...extended, rope_scaling: { ...yarn, attention_factor: 1.5 } },
      ["warning attention-factor-dropped"],
    ],
    [
      "where YaRN's ramp is not rounded, which engines round",
      { ...extended, rope_scaling: { ...yarn, truncate: false } },
      ["warning yarn-ramp-dropped"],
    ],
    [
      "where LongRoPE has two lists",
      {
        ...extended,
        model_type: "phi3",
        rope_scaling: { ...longrope, long_factor: longrope.short_factor.map(() => 4) },
      },
      ["note short-long-switch"],
    ],
    [
      "where llama.cpp's converter would drop the factors",
      { ...llama, rope_scaling: longrope },
      ["note converter-drops-factors"],
    ],
    [
      "where dynamic scaling is one thing here and another there",
      { ...llama, rope_scaling: { rope_type: "dynamic", factor: 2 } },
      ["warning dynamic-differs"],
    ],
    ["where the target lies beyond the context", llama, ["warning target-beyond-context"], 16_384],
    [
      "where float32 no longer resolves its phases",
      { ...llama, max_position_embeddings: 1_048_576 },
      ["note float32-phase-error"],
    ],
  ];
  test.each(cases)("%s", (_, config, found, targetLength) => {
    expect(codes(config, targetLength)).toEqual(expect.arrayContaining(found));
    // And nothing else but the plain consequence of LongRoPE.
    const others = codes(config, targetLength).filter((code) => !found.includes(code));
    expect(others.filter((code) => code !== "note converter-drops-factors")).toEqual([]);
  });

  test("in words that name a remedy, errors first", () => {
    const config = { ...extended, rope_scaling: { ...yarn, type: "linear", beta_fast: 0, factor: 8 } };
    const { findings } = inspectConfig(JSON.stringify(config));
    expect(findings.map(({ level }) => level)).toEqual(["error", "warning", "warning"]);
    for (const { message } of findings) expect(message).toMatch(/\. [A-Z].+\.$/u);
  });
});

describe("real configs", () => {
  const folder = new URL("../hugging-face/models/", import.meta.url);
  /** What is true of them; of every other one nothing is to be said. */
  const known: Readonly<Record<string, readonly string[]>> = {
    // truncate: false, which llama.cpp and mlx-lm round.
    "gpt-oss-20b": ["warning yarn-ramp-dropped"],
    // Their own code is not transformers'.
    "internlm2-5-7b": ["warning dynamic-differs", "note model-type-unknown"],
    "deepseek-moe-16b-base": ["note model-type-unknown"],
    "internlm2-7b": ["note model-type-unknown"],
    "minicpm-2b-128k": ["warning dynamic-differs", "note model-type-unknown"],
    "orion-14b-base": ["note model-type-unknown"],
    // m = 1 by mscale, which SGLang does not read.
    "ministral-3-3b-2512": ["warning attention-factor-dropped"],
    "phi-3-vision-128k-instruct": ["error su-not-loaded", "note short-long-switch"],
    "phi-3.5-mini-instruct": ["note short-long-switch"],
    "phi-4-mini-instruct": ["note short-long-switch"],
    "llama-4-maverick-17b-128e": ["note float32-phase-error"],
    "llama-4-scout-17b-16e": ["note float32-phase-error"],
  };
  const names = readdirSync(folder).map((file) => file.replace(/\.json$/u, ""));

  test("are at least 25 families", () => expect(names.length).toBeGreaterThanOrEqual(25));

  test.each(names)("%s has no finding that is not so", (name) => {
    const { findings } = inspectConfig(readFileSync(new URL(`${name}.json`, folder), "utf8"));
    expect(findings.map(({ level, code }) => `${level} ${code}`)).toEqual(known[name] ?? []);
  });
});
