import { type ScalingWithDefaults, withRopeDefaults } from "@resonance-rope/rope-core";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/hugging-face/json-object.js";
import { describeConfig } from "../../src/hugging-face/read-config.js";
import { writeConfig } from "../../src/hugging-face/write-config.js";
import { modelOf } from "./read-models.js";

const dictionaryOf = (written: JsonObject): JsonObject =>
  (written["rope_scaling"] ?? written["rope_parameters"]) as JsonObject;

describe("a model type is given what it reads", () => {
  const write = (config: JsonObject, scaling: ScalingWithDefaults): JsonObject => {
    const { spec } = describeConfig(config);
    return writeConfig(config, withRopeDefaults({ ...spec, scaling }), { contextLength: 16_384 });
  };
  const plain = (type: string): JsonObject => ({ model_type: type, max_position_embeddings: 4096 });

  test("Phi-3.5-MoE its magnitudes, whatever they are", () => {
    for (const [scaling, magnitude] of [
      [{ type: "yarn", factor: 4 }, 0.1 * Math.log(4) + 1],
      [{ type: "linear", factor: 2 }, 1],
    ] as const) {
      const dictionary = dictionaryOf(write(plain("phimoe"), scaling));
      const about: unknown = expect.closeTo(magnitude, 9);
      expect(dictionary).toMatchObject({ short_mscale: about, long_mscale: about });
    }
    expect(write(plain("phimoe"), { type: "none" })).not.toHaveProperty("rope_scaling");
  });

  test("Cohere 2 MoE the only key that it reads", () => {
    const written = write({ ...plain("cohere2_moe"), rope_scaling: null }, { type: "linear", factor: 2 });
    expect(written["rope_parameters"]).toEqual({ rope_type: "linear", factor: 2, rope_theta: 10_000 });
    expect(written).not.toHaveProperty("rope_scaling");
  });

  test("Muse Spark a dictionary, without which it has a base of its own", () => {
    const written = write(plain("muse_spark_text"), { type: "adjusted-base", base: 1e6 });
    expect(written["rope_theta"]).toBeCloseTo(1e6, 6);
    expect(written["rope_scaling"]).toEqual({ rope_type: "default" });
  });

  test("Laguna the fraction of each layer type", () => {
    const written = write(plain("laguna"), { type: "linear", factor: 2 });
    expect(written["rope_parameters"]).toEqual({
      full_attention: { rope_type: "linear", factor: 2, partial_rotary_factor: 0.5, rope_theta: 500_000 },
      sliding_attention: { rope_theta: 10_000, rope_type: "default" },
    });
  });

  test("a fraction that plain RoPE does not read is overruled beside a scaling, which would", () => {
    const written = write(
      { ...plain("llama"), hidden_size: 256, num_attention_heads: 4, partial_rotary_factor: 0.5 },
      { type: "linear", factor: 2 },
    );
    expect(dictionaryOf(written)["partial_rotary_factor"]).toBe(1);
  });

  test("Cosmos3 Edge nothing but plain RoPE", () => {
    expect(write(plain("cosmos3_edge_text"), { type: "ntk-aware", factor: 2 })["rope_scaling"]).toMatchObject({
      rope_type: "default",
    });
    expect(() => write(plain("cosmos3_edge_text"), { type: "linear", factor: 2 })).toThrow("got cosmos3_edge_text");
  });

  test("every axis of a position, in whichever way it lays them out", () => {
    const axes = { mrope_section: [8, 12, 12], mrope_interleaved: true };
    const config = {
      ...plain("llama"),
      hidden_size: 256,
      num_attention_heads: 4,
      rope_scaling: { rope_type: "default", ...axes },
    };
    expect(dictionaryOf(write(config, { type: "linear", factor: 2 }))).toMatchObject(axes);
  });

  test("Phi-3's LongRoPE by each of its names", () => {
    const phi = modelOf("phi-3.5-mini-instruct");
    const { spec } = describeConfig(phi);
    for (const type of ["su", "yarn", "longrope"])
      expect(describeConfig({ ...phi, rope_scaling: { ...dictionaryOf(phi), type } }).spec).toEqual(spec);
  });
});
