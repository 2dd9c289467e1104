import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRotaryEmbedding, rotaryTable } from "../src/index.js";
import { anyWavelengths, arbitraryRopeSpec } from "./arbitrary-rope-spec.js";
import { largestDifference } from "./differences.js";
import { embeddingOf, llama2, posgen } from "./example-embeddings.js";

describe("rotaryTable", () => {
  it("row m is the embedding's cosines and sines at m, bit for bit, cast last", () => {
    fc.assert(
      fc.property(arbitraryRopeSpec(anyWavelengths), fc.integer({ min: 0, max: 200 }), (spec, length) => {
        const embedding = createRotaryEmbedding(spec);
        const positions = Array.from({ length }, (_, position) => position);
        const exact = rotaryTable(embedding, length, "float64");
        expect(exact.cosines).toEqual(embedding.cosines(positions));
        expect(exact.sines).toEqual(embedding.sines(positions));
        const cast = rotaryTable(embedding, length);
        expect(cast.cosines).toEqual(Float32Array.from(exact.cosines));
        expect(cast.sines).toEqual(Float32Array.from(exact.sines));
      }),
      { numRuns: 50 },
    );
  });

  it("cosine and sine lie on a circle of radius attentionFactor", () => {
    const embedding = embeddingOf({ ...llama2, scaling: { type: "yarn", factor: 8 } });
    const { cosines, sines } = rotaryTable(embedding, 300, "float64");
    // 0.1 ln 8 + 1
    const radius = 1.2079441541679836;
    const radii = Array.from(cosines, (cosine, at) => Math.hypot(cosine, sines[at] as number));
    expect(
      largestDifference(
        radii,
        radii.map(() => radius),
      ),
    ).toBeLessThan(4e-15);
  });

  it("at a million tokens a whole wavelength has not drifted, where a float32 angle has", () => {
    const embedding = embeddingOf({ ...posgen, wavelengths: "nearest-integer" });
    const far = 6 * 166_667 + 5;
    const [near] = embedding.sines([5]);
    expect(embedding.sines([far])[0]).toBe(near);
    const inFloat32 = Math.sin(Math.fround(far * Math.fround((2 * Math.PI) / 6)));
    expect(Math.abs(inFloat32 - Number(near))).toBeGreaterThan(0.01);
  });
});

describe("cosines and sines of any positions", () => {
  it("repeat bit for bit across 0 and up to the largest safe integer", () => {
    const embedding = embeddingOf({ ...posgen, wavelengths: "best-rational" });
    for (const [pair, period] of embedding.periodsTokens.slice(0, 9).entries()) {
      const largestMultiple = Math.floor(Number.MAX_SAFE_INTEGER / period) * period;
      for (const position of [0, 1, period - 1]) {
        const shifted = [
          position,
          position - period,
          position - largestMultiple,
          position + (largestMultiple - period),
        ];
        const [expected, ...others] = shifted.map((at) => [embedding.cosines([at])[pair], embedding.sines([at])[pair]]);
        for (const other of others) expect(other).toEqual(expected);
      }
    }
  });

  it("lie row-major, positions x pairs", () => {
    const embedding = embeddingOf({ headDimension: 4, trainedLength: 64 });
    expect([...embedding.cosines([3, -1])]).toEqual([Math.cos(3), Math.cos(0.03), Math.cos(-1), Math.cos(-0.01)]);
    expect([...embedding.sines([2])]).toEqual([Math.sin(2), Math.sin(0.02)]);
  });
});
