import { type RopeSpec, createRotaryEmbedding, withRopeDefaults } from "@resonance-rope/rope-core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
// The random specs that rope-core's own tests run over.
import { arbitraryRopeSpec } from "../../../rope-core/test/arbitrary-rope-spec.js";
import type { JsonObject } from "../../src/hugging-face/json-object.js";
import { describeConfig, readConfig } from "../../src/hugging-face/read-config.js";
import { writeConfig } from "../../src/hugging-face/write-config.js";
import { llama, resonance } from "./llama.js";
import { modelNames, modelOf } from "./read-models.js";

const wavelengths = fc.constantFrom("as-scaled" as const, "nearest-integer" as const, "best-rational" as const);

/** A StableLM of that shape, which minds the rotated fraction; `glm` for interleaved pairs. */
function configOf({ headDimension, rotaryFraction, pairLayout, trainedLength }: RopeSpec): JsonObject {
  return {
    architectures: ["Anything"],
    model_type: pairLayout === "interleaved" ? "glm" : "stablelm",
    hidden_size: headDimension * 3,
    num_attention_heads: 3,
    head_dim: headDimension,
    partial_rotary_factor: rotaryFraction,
    max_position_embeddings: trainedLength,
    rms_norm_eps: 1e-5,
  };
}

/** The largest relative difference between what a file's own numbers give in float32 and the spec. */
function differenceInFloat32(written: JsonObject, spec: RopeSpec): number {
  const { resonance_rope: _record, ...withoutRecord } = written;
  const options = "currentLength" in spec.scaling ? { targetLength: spec.scaling.currentLength } : {};
  const found = createRotaryEmbedding(describeConfig(withoutRecord, options).spec);
  const wanted = createRotaryEmbedding(spec);
  const ratios = [...found.angularFrequencies].map((theta, pair) => {
    const other = wanted.angularFrequencies[pair] ?? Number.NaN;
    return other === 0 ? theta : Math.abs(Math.fround(theta) / Math.fround(other) - 1);
  });
  return Math.max(...ratios, Math.abs(found.attentionFactor / wanted.attentionFactor - 1));
}

test("any spec comes back from the config it is written to, and the file's own numbers compute it to float32", () => {
  fc.assert(
    fc.property(
      arbitraryRopeSpec(wavelengths),
      fc.constantFrom("rope-scaling" as const, "rope-parameters" as const),
      fc.constantFrom("auto" as const, "longrope" as const),
      fc.integer({ min: 1, max: 64 }),
      (spec, schema, form, growth) => {
        const config = configOf(spec);
        const contextLength = spec.trainedLength * growth;
        const written = writeConfig(config, spec, { contextLength, schema, form });
        const { description } = readConfig(JSON.stringify(written));
        expect(description.spec).toEqual(spec);
        expect(description.recorded).toEqual(spec);
        expect(description.contextLength).toBe(contextLength);
        expect(differenceInFloat32(written, spec)).toBeLessThan(2e-6);
      },
    ),
    { numRuns: 300 },
  );
});

/** Their attention takes more from the dictionary than the rotation, or their code takes nothing. */
const refused: Readonly<Record<string, string>> = {
  "deepseek-v2-lite": "mscale_all_dim",
  "deepseek-v3": "mscale_all_dim",
  "ministral-3-3b-2512": "llama_4_scaling_beta",
  "gpt-j-6b": "whose code computes plain RoPE itself",
};

/** Resonance YaRN over what the model has. */
function longer(config: JsonObject): RopeSpec {
  const { spec } = describeConfig(config);
  const scaling = { type: "yarn", factor: 4, originalLength: 4096 } as const;
  return withRopeDefaults({ ...spec, scaling, wavelengths: "nearest-integer" });
}

describe("a model whose attention takes more from its dictionary is refused by the name of what would be lost", () => {
  test.each(Object.entries(refused))("%s: %s", (name, reason) => {
    const config = modelOf(name);
    const write = (): JsonObject => writeConfig(config, longer(config), { contextLength: 16_384 });
    expect(write).toThrow(reason);
    expect(write).toThrow(expect.objectContaining({ kind: "invalid-argument" }));
  });
});

describe("a real model takes Resonance YaRN, and keeps all that is not about positions", () => {
  test.each(modelNames.filter((name) => !Object.hasOwn(refused, name)))("%s", (name) => {
    const config = modelOf(name);
    const spec = longer(config);
    const before = JSON.stringify(config);
    const written = writeConfig(config, spec, { contextLength: 16_384 });
    expect(JSON.stringify(config)).toBe(before);
    expect(describeConfig(written).spec).toEqual(spec);
    expect(describeConfig(written).otherLayers).toEqual(describeConfig(config).otherLayers);
    expect(differenceInFloat32(written, spec)).toBeLessThan(2e-6);
    const kept = Object.keys(config).filter((key) => !/rope|position|theta|text_config|rotary_emb_base/u.test(key));
    for (const key of kept) expect(written[key]).toEqual(config[key]);
    expect(Object.keys(written).filter((key) => kept.includes(key))).toEqual(kept);
  });
});

test("a record that the file no longer agrees with is shown, and not believed", () => {
  const written = { ...writeConfig(llama, resonance, { contextLength: 16_384 }), rope_theta: 20_000 };
  const { spec, recorded } = describeConfig(written);
  expect(recorded).toEqual(resonance);
  expect(spec).toMatchObject({ base: 20_000, wavelengths: "as-scaled", scaling: { type: "longrope" } });
});

test("a spec of another shape than the model's is refused", () => {
  const options = { contextLength: 2048 };
  expect(() => writeConfig(llama, { ...resonance, headDimension: 128 }, options)).toThrow(
    "head dimension, 64, got 128",
  );
  expect(() => writeConfig(llama, { ...resonance, rotaryFraction: 0.5 }, options)).toThrow("rotated dimensions, 64");
  expect(() => writeConfig(llama, { ...resonance, pairLayout: "interleaved" }, options)).toThrow("pair layout");
});
