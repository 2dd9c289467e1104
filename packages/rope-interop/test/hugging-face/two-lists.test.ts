import { type RopeSpec, createRotaryEmbedding } from "@resonance-rope/rope-core";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/hugging-face/json-object.js";
import { describeConfig } from "../../src/hugging-face/read-config.js";
import { writeConfig } from "../../src/hugging-face/write-config.js";
import { modelOf } from "./read-models.js";

const dictionaryOf = (written: JsonObject): JsonObject =>
  (written["rope_scaling"] ?? written["rope_parameters"]) as JsonObject;

describe("a LongRoPE with two lists", () => {
  const phi = modelOf("phi-3.5-mini-instruct");
  const { spec: own } = describeConfig(phi);
  const rounded: RopeSpec = { ...own, wavelengths: "nearest-integer" };
  const within = { contextLength: 131_072 };
  const at = (spec: RopeSpec, currentLength: number): RopeSpec =>
    spec.scaling.type === "longrope" ? { ...spec, scaling: { ...spec.scaling, currentLength } } : spec;
  const wavelengthsOf = (config: JsonObject, targetLength: number): number[] => {
    const { resonance_rope: _record, ...bare } = config;
    return [...createRotaryEmbedding(describeConfig(bare, { targetLength }).spec).wavelengthsTokens];
  };

  test.each(["rope-scaling", "rope-parameters"] as const)("each is rounded by itself: %s", (schema) => {
    const written = writeConfig(phi, rounded, { ...within, schema });
    for (const length of [4096, 4097]) {
      const expected = wavelengthsOf(phi, length).map((wavelength) => Math.max(1, Math.round(wavelength)));
      for (const [pair, found] of wavelengthsOf(written, length).entries())
        expect(found / (expected[pair] ?? 0)).toBeCloseTo(1, 9);
    }
    expect(wavelengthsOf(written, 4096)).not.toEqual(wavelengthsOf(written, 4097));
  });

  test("its O stays the model's, also at the top level, and its magnitude is what they say", () => {
    for (const spec of [rounded, own]) {
      const written = writeConfig(phi, spec, within);
      expect(written["original_max_position_embeddings"]).toBe(4096);
      expect(dictionaryOf(written)["original_max_position_embeddings"]).toBe(4096);
      expect(dictionaryOf(written)).not.toHaveProperty("long_mscale");
    }
    expect(dictionaryOf(writeConfig(phi, rounded, within))["factor"]).toBe(32);
  });

  test("its record is believed at both lengths, and at neither once one list is another", () => {
    const written = writeConfig(phi, rounded, within);
    for (const targetLength of [4096, 4097])
      expect(describeConfig(written, { targetLength }).spec).toEqual(at(rounded, targetLength));
    const dictionary = dictionaryOf(written);
    const same = { ...written, rope_scaling: { ...dictionary, long_factor: dictionary["short_factor"] } };
    for (const targetLength of [4096, 4097])
      expect(describeConfig(same, { targetLength }).spec.wavelengths).toBe("as-scaled");
  });
});
