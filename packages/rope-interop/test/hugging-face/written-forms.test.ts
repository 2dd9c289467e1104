import { type RopeSpec, SCALING_TYPES, createRotaryEmbedding, withRopeDefaults } from "@resonance-rope/rope-core";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/hugging-face/json-object.js";
import { describeConfig, readConfig } from "../../src/hugging-face/read-config.js";
import { writeConfig } from "../../src/hugging-face/write-config.js";
import { llama, resonance } from "./llama.js";
import { modelOf } from "./read-models.js";

const dictionaryOf = (written: JsonObject): JsonObject =>
  (written["rope_scaling"] ?? written["rope_parameters"]) as JsonObject;

describe("what engines stumble over is not in the file", () => {
  test.each(["rope-scaling", "rope-parameters"] as const)("exactly one of two spellings: %s", (schema) => {
    const old = { ...llama, rope_parameters: { rope_type: "default", rope_theta: 10_000 } };
    const written = writeConfig(old, resonance, { contextLength: 16_384, schema });
    expect(["rope_scaling", "rope_parameters"].filter((key) => Object.hasOwn(written, key))).toEqual([
      schema.replace("-", "_"),
    ]);
    expect(written["rope_theta"]).toBe(10_000);
  });

  test("rope_type stands alone, without type", () => {
    const dictionary = dictionaryOf(writeConfig(llama, resonance, { contextLength: 16_384 }));
    expect(dictionary["rope_type"]).toBe("longrope");
    expect(dictionary).not.toHaveProperty("type");
  });

  test("no original length at the top, where it sets vLLM's length and overrides the dictionary", () => {
    const old = { ...llama, original_max_position_embeddings: 2048 };
    const written = writeConfig(old, resonance, { contextLength: 16_384 });
    expect(written).not.toHaveProperty("original_max_position_embeddings");
    expect(written["max_position_embeddings"]).toBe(16_384);
  });

  test("a factor is at least 1, and short and long divisors are the same, one a pair", () => {
    const dictionary = dictionaryOf(writeConfig(llama, resonance, { contextLength: 16_384 }));
    expect(dictionary["factor"]).toBeGreaterThanOrEqual(1);
    expect(dictionary["short_factor"]).toHaveLength(32);
    expect(dictionary["long_factor"]).toEqual(dictionary["short_factor"]);
  });

  test("an engine that computes the magnitude from M and O gets ours, to 1 in 10 000", () => {
    const dictionary = dictionaryOf(writeConfig(llama, resonance, { contextLength: 131_072 }));
    const length = dictionary["original_max_position_embeddings"] as number;
    const magnitude = Math.sqrt(1 + Math.log(131_072 / length) / Math.log(length));
    const { attentionFactor } = createRotaryEmbedding(resonance);
    expect(dictionary["attention_factor"]).toBeCloseTo(attentionFactor, 9);
    expect(Math.abs(magnitude / attentionFactor - 1)).toBeLessThan(1e-4);
  });

  test("even of a length of 1, O has a logarithm to divide by, and the factor is at least 1", () => {
    const spec = withRopeDefaults({ headDimension: 64, trainedLength: 1, wavelengths: "nearest-integer" });
    expect(dictionaryOf(writeConfig(llama, spec, { contextLength: 1 }))).toMatchObject({
      original_max_position_embeddings: 2,
      factor: 1,
    });
  });

  test("without an attention factor, O is M, and nothing is said of a magnitude", () => {
    const plain = { ...resonance, scaling: { type: "none" as const } };
    const dictionary = dictionaryOf(writeConfig(llama, plain, { contextLength: 2048 }));
    expect(dictionary).toMatchObject({ original_max_position_embeddings: 2048, factor: 1, attention_factor: 1 });
    expect(dictionary).not.toHaveProperty("short_mscale");
  });

  test("Phi-3 drops its cache when it crosses a top-level O, so O is M there where nothing changes at O", () => {
    const phi = modelOf("phi-3.5-mini-instruct");
    const scaling = { type: "linear", factor: 4 } as const;
    const spec = { ...describeConfig(phi).spec, scaling };
    const written = writeConfig(phi, spec, { contextLength: 131_072 });
    expect(written["original_max_position_embeddings"]).toBe(131_072);
    expect(dictionaryOf(written)["original_max_position_embeddings"]).toBe(131_072);
  });

  test("LongRoPE of one layer type keeps O at M: transformers fails beyond O", () => {
    const gemma = modelOf("gemma-4-26b-a4b");
    const spec = { ...describeConfig(gemma).spec, wavelengths: "nearest-integer" as const };
    const text = writeConfig(gemma, spec, { contextLength: 262_144 })["text_config"] as JsonObject;
    const parameters = text["rope_parameters"] as Record<string, JsonObject>;
    expect(parameters["full_attention"]).toMatchObject({
      rope_type: "longrope",
      original_max_position_embeddings: 262_144,
      rope_theta: 1_000_000,
    });
    expect(parameters["full_attention"]?.["long_factor"]).toContain(1e30);
    expect(parameters["sliding_attention"]).toEqual({ rope_theta: 10_000, rope_type: "default" });
  });

  test("truncate: false inside a layer type, where transformers does not look, is written as LongRoPE", () => {
    const gemma = { ...(modelOf("gemma-4-26b-a4b")["text_config"] as JsonObject) };
    const own = describeConfig(gemma).spec;
    const scaling = { type: "yarn" as const, factor: 4, truncate: false };
    const spec = withRopeDefaults({ ...own, scaling });
    const written = writeConfig(gemma, spec, { contextLength: 1_048_576 });
    expect((written["rope_parameters"] as Record<string, JsonObject>)["full_attention"]?.["rope_type"]).toBe(
      "longrope",
    );
  });
});

describe("a scaling keeps its own name where transformers computes exactly it", () => {
  const forms = {
    none: [{ type: "none" }, null],
    linear: [{ type: "linear", factor: 2 }, "linear"],
    "ntk-aware": [{ type: "ntk-aware", factor: 4 }, null],
    "adjusted-base": [{ type: "adjusted-base", base: 5e5 }, null],
    "dynamic-ntk": [{ type: "dynamic-ntk", factor: 2, currentLength: 4096 }, "dynamic"],
    yarn: [{ type: "yarn", factor: 4, alpha: 2, beta: 24, truncate: false, attentionFactor: 1.5 }, "yarn"],
    llama3: [{ type: "llama3", factor: 8, originalLength: 1024 }, "llama3"],
    proportional: [{ type: "proportional", rotatedFraction: 0.25, factor: 2 }, "proportional"],
    longrope: [
      {
        type: "longrope",
        shortFactors: Array.from({ length: 32 }, (_, pair) => 1 + pair / 64),
        longFactors: Array.from({ length: 32 }, (_, pair) => 1 + pair),
        originalLength: 512,
        currentLength: 512,
      },
      "longrope",
    ],
  } as const;

  test.each(SCALING_TYPES)("%s", (type) => {
    const [scaling, expected] = forms[type];
    const spec = withRopeDefaults({ headDimension: 64, trainedLength: 2048, scaling });
    const written = writeConfig(llama, spec, { contextLength: 2048 });
    expect(dictionaryOf(written)?.["rope_type"] ?? null).toBe(expected);
    expect(describeConfig(written).spec).toEqual(spec);
  });

  test("another base is a top-level rope_theta", () => {
    const spec = withRopeDefaults({
      headDimension: 64,
      trainedLength: 2048,
      scaling: { type: "ntk-aware", factor: 4 },
    });
    expect(writeConfig(llama, spec, { contextLength: 8192 })["rope_theta"]).toBeCloseTo(10_000 * 4 ** (64 / 62), 5);
  });

  test("the paper's YaRN, which transformers does not compute, becomes LongRoPE", () => {
    const scaling = { type: "yarn", factor: 4, blend: "wavelengths-by-ratio" } as const;
    const spec = withRopeDefaults({ headDimension: 64, trainedLength: 2048, scaling });
    expect(dictionaryOf(writeConfig(llama, spec, { contextLength: 8192 }))["rope_type"]).toBe("longrope");
  });

  test("plain RoPE over a type that is scaled by default says so", () => {
    const gptOss = modelOf("gpt-oss-20b");
    const spec = { ...describeConfig(gptOss).spec, scaling: { type: "none" as const } };
    const written = writeConfig(gptOss, spec, { contextLength: 4096 });
    expect(written["rope_scaling"]).toEqual({ rope_type: "default" });
    expect(describeConfig(written).spec).toEqual(spec);
  });

  test("axes of a position stay where a model has several", () => {
    const qwen = modelOf("qwen2.5-vl-7b-instruct");
    const spec = { ...describeConfig(qwen).spec, wavelengths: "nearest-integer" as const };
    const written = writeConfig(qwen, spec, { contextLength: 128_000 });
    expect(dictionaryOf(written)["mrope_section"]).toEqual([16, 24, 24]);
  });
});

test("an infinite wavelength, which no record can hold, is in the file all the same", () => {
  const wavelengthsTokens = Array.from({ length: 32 }, (_, pair) => (pair < 31 ? 7 + pair : Infinity));
  const spec: RopeSpec = { ...resonance, wavelengths: { type: "given", wavelengthsTokens } };
  const written = writeConfig(llama, spec, { contextLength: 16_384 });
  expect(written).not.toHaveProperty("resonance_rope");
  const found = createRotaryEmbedding(readConfig(JSON.stringify(written)).description.spec).wavelengthsTokens;
  expect(found[0]).toBeCloseTo(7, 8);
  expect(found[31]).toBeGreaterThan(1e30);
});

test("a magnitude that M and O do not say is said to vLLM", () => {
  const phi = modelOf("phi-3.5-mini-instruct");
  const scaling = { type: "yarn", factor: 4 } as const;
  const spec = withRopeDefaults({ ...describeConfig(phi).spec, scaling });
  const m: unknown = expect.closeTo(createRotaryEmbedding(spec).attentionFactor, 9);
  const dictionary = dictionaryOf(writeConfig(phi, spec, { contextLength: 131_072 }));
  expect(dictionary).toMatchObject({ attention_factor: m, short_mscale: m, long_mscale: m });
});

test("dynamic scaling that a file holds fixed stays so at every target", () => {
  const scaling = { type: "dynamic-ntk", factor: 2, currentLength: 8192 } as const;
  const spec = withRopeDefaults({ headDimension: 64, trainedLength: 2048, scaling, wavelengths: "nearest-integer" });
  const written = writeConfig(llama, spec, { contextLength: 8192 });
  expect(describeConfig(written, { targetLength: 100_000 })).toMatchObject({ spec, recorded: spec });
});

test("dynamic scaling under its own name follows the target", () => {
  const scaling = { type: "dynamic-ntk", factor: 2, currentLength: 4096 } as const;
  const spec = withRopeDefaults({ headDimension: 64, trainedLength: 2048, scaling });
  const written = writeConfig(llama, spec, { contextLength: 2048 });
  const longer = { ...spec, scaling: { ...spec.scaling, currentLength: 100_000 } };
  expect(describeConfig(written, { targetLength: 100_000 })).toMatchObject({ spec: longer, recorded: longer });
});
