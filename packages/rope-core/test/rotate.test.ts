import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRotaryEmbedding, rotate, rotaryTable, type PairLayout } from "../src/index.js";
import { arbitraryRopeSpec } from "./arbitrary-rope-spec.js";
import { largestDifference } from "./differences.js";
import { embeddingOf } from "./example-embeddings.js";

const vectorOf = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, index) => Math.sin(seed + 1.7 * index));
const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);

describe("rotate", () => {
  it("turns pair (2j, 2j + 1) when interleaved and (j, j + P) when half-split, and leaves the rest", () => {
    const x = new Float64Array([1, 2, 3, 4, 5, 6, 7, 8]);
    const rotated = (pairLayout: PairLayout) =>
      rotate(x, embeddingOf({ headDimension: 8, trainedLength: 64, rotaryFraction: 0.5, pairLayout }), [3]);
    // theta_0 = 1 and theta_1 = 0.01, at position 3
    const [c0, s0, c1, s1] = [Math.cos(3), Math.sin(3), Math.cos(0.03), Math.sin(0.03)];
    expect([...rotated("interleaved")]).toEqual([
      c0 - 2 * s0,
      s0 + 2 * c0,
      3 * c1 - 4 * s1,
      3 * s1 + 4 * c1,
      5,
      6,
      7,
      8,
    ]);
    expect([...rotated("half-split")]).toEqual([
      c0 - 3 * s0,
      2 * c1 - 4 * s1,
      s0 + 3 * c0,
      2 * s1 + 4 * c1,
      5,
      6,
      7,
      8,
    ]);
  });

  it("the logit of a query and a key depends on their distance alone", () => {
    const specs = arbitraryRopeSpec(fc.constantFrom("as-scaled", "nearest-integer"));
    const position = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(specs, position, position, position, (spec, m, n, shift) => {
        const embedding = createRotaryEmbedding(spec);
        const [query, key] = [vectorOf(spec.headDimension, 1), vectorOf(spec.headDimension, 2)];
        const logit = (at: number, from: number): number =>
          dot(rotate(query, embedding, [at]), rotate(key, embedding, [from]));
        expect(Math.abs(logit(m, n) - logit(m + shift, n + shift))).toBeLessThan(1e-9);
      }),
    );
  });

  it("a table rotates as its embedding does, by the row of each position, for every head of a token", () => {
    const embedding = embeddingOf({ headDimension: 16, trainedLength: 64, pairLayout: "interleaved" });
    const [tokens, heads] = [3, 2];
    const vectors = vectorOf(tokens * heads * 16, 3);
    const positions = [7, 0, 31];
    const byTable = rotate(vectors, rotaryTable(embedding, 32, "float64"), positions);
    expect(byTable).toEqual(rotate(vectors, embedding, positions));
    const lastHead = vectors.slice(-16);
    expect(byTable.slice(-16)).toEqual(rotate(lastHead, embedding, [31]));
  });

  it("float32 vectors stay float32 and the input is not changed", () => {
    const embedding = embeddingOf({ headDimension: 4, trainedLength: 64 });
    const vectors = new Float32Array([1, 2, 3, 4]);
    const rotated = rotate(vectors, embedding, [5]);
    expect(rotated).toBeInstanceOf(Float32Array);
    expect([...vectors]).toEqual([1, 2, 3, 4]);
    const exact = rotate(Float64Array.from(vectors), embedding, [5]);
    expect(largestDifference(rotated, exact)).toBeLessThan(1e-6);
  });

  it("the opposite position undoes a rotation", () => {
    const embedding = embeddingOf({ headDimension: 32, trainedLength: 64 });
    const vectors = vectorOf(32, 4);
    const back = rotate(rotate(vectors, embedding, [41]), embedding, [-41]);
    expect(largestDifference(back, vectors)).toBeLessThan(1e-14);
  });

  it("shapes that disagree and positions outside the table are refused", () => {
    const embedding = embeddingOf({ headDimension: 4, trainedLength: 64 });
    expect(() => rotate(new Float32Array(6), embedding, [0])).toThrow("1 tokens x heads x 4, got 6 of them");
    expect(() => rotate(new Float32Array(4), embedding, [])).toThrow("0 tokens");
    expect(() => rotate(new Float32Array(4), rotaryTable(embedding, 8), [8])).toThrow("positions[0]");
    expect(() => rotate([1, 2, 3, 4] as never, embedding, [0])).toThrow("an array of 4");
  });
});
