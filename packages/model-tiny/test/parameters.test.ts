import { createHash } from "node:crypto";
import { type ModelConfig, randomSource } from "@resonance-rope/contracts";
import { describe, expect, it } from "vitest";
import { initializeParameters, parameterShapes, presets } from "../src/index.js";
import { tinyConfig } from "./tiny-model.js";

const headDimension = 64;
const config: ModelConfig = {
  ...tinyConfig,
  layers: 2,
  width: 128,
  heads: 2,
  feedForwardWidth: 512,
  vocabularySize: 18,
};
const initial = (seed: number, changes: Partial<ModelConfig> = {}): Map<string, Float32Array> =>
  initializeParameters(parameterShapes({ ...config, ...changes }, headDimension), randomSource(seed));

const ofLayers = (layers: number): Map<string, Float32Array> =>
  initializeParameters(parameterShapes({ ...tinyConfig, layers }, 4), randomSource(0));

const deviationOf = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

describe("initial weights", () => {
  // T5's: embedding 1; query (d D)^-1/2; key, value, up and head d^-1/2; output (H D)^-1/2; down F^-1/2.
  it.each([
    ["embedding", 1],
    ["blocks.0.attention.query", (128 * 64) ** -0.5],
    ["blocks.0.attention.key", 128 ** -0.5],
    ["blocks.1.attention.value", 128 ** -0.5],
    ["blocks.1.attention.output", 128 ** -0.5],
    ["blocks.0.feed_forward.up", 128 ** -0.5],
    ["blocks.0.feed_forward.down", 512 ** -0.5],
    ["head", 128 ** -0.5],
  ])("%s has T5's standard deviation within five standard errors", (name, deviation) => {
    const values = initial(0).get(name) as Float32Array;
    expect(Math.abs(deviationOf(values) / deviation - 1)).toBeLessThan(5 / Math.sqrt(2 * values.length));
  });

  it("all matrices have a deviation of 0.02 where initialization is normal, and gains are 1 under both", () => {
    for (const initialization of ["normal", "t5"] as const) {
      const shapes = parameterShapes({ ...config, initialization }, headDimension);
      const values = initial(0, { initialization });
      for (const { name, role } of shapes) {
        const drawn = values.get(name) as Float32Array;
        if (role === "gain") expect(new Set(drawn)).toEqual(new Set([1]));
        else if (initialization === "normal")
          expect(Math.abs(deviationOf(drawn) / 0.02 - 1)).toBeLessThan(5 / Math.sqrt(2 * drawn.length));
      }
    }
  });

  // createHash("sha256") over the float32 bytes of all parameters in the order of parameterShapes, seed 0.
  it("are the same for the same seed on every machine", () => {
    const hash = createHash("sha256");
    for (const values of initial(0).values()) hash.update(new Uint8Array(values.buffer));
    expect(hash.digest("hex")).toBe("493dac1873d2ffe1f661bbf79c6513ec6f9fb649579ad2f658456c191f89081d");
  });

  it("are others for another seed", () => {
    expect(initial(1).get("head")?.slice(0, 8)).not.toEqual(initial(0).get("head")?.slice(0, 8));
  });

  it("of one parameter do not depend on which others there are", () => {
    const deeper = ofLayers(6);
    for (const [name, values] of ofLayers(2)) expect(deeper.get(name)).toEqual(values);
  });
});

describe("parameters", () => {
  it("of a tied model are those of a separate one without the head", () => {
    const [separate, tied] = (["separate", "tied"] as const).map((head) =>
      parameterShapes({ ...config, head }, headDimension).map(({ name }) => name),
    );
    expect(separate).toEqual([...(tied as string[]), "head"]);
  });

  // 2 layers of 4 * 512^2 + 2 * 512 * 2048 + 2 * 512, an embedding and a head of 18 * 512, a last gain of 512.
  it("of the paper's model with a vocabulary of 18 are 6.3 million", () => {
    const paper = { ...config, ...presets.paper.model };
    const sizes = parameterShapes(paper, headDimension).map(({ shape }) =>
      shape.reduce((size, axis) => size * axis, 1),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(6_312_448);
  });
});
