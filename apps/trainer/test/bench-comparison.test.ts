import { describe, expect, it } from "vitest";
import { type Comparison, comparisonsOf, tokensOf } from "../src/bench/comparison.js";
import { countOperations } from "../src/bench/count-operations.js";

/** One layer, d 2, one head of 4, F 3, V 5; two sequences of three tokens. */
const tiny: Comparison["shape"] = {
  layers: 1,
  width: 2,
  heads: 1,
  headDimension: 4,
  feedForwardWidth: 3,
  vocabulary: 5,
  sequences: 2,
  length: 3,
  sequencesPerCall: 2,
};

describe("the operations of a unit of work", () => {
  it("are those of each product, counted by hand", () => {
    const [projections, output] = [3 * 6 * 2 * 4, 6 * 4 * 2];
    const feedForward = 6 * 2 * 3 + 6 * 3 * 2;
    // Of three tokens one sees one, one two, one three: six scores a sequence, each of four terms, and as many weights.
    const attention = 2 * 6 * 4 + 2 * 6 * 4;
    const head = 6 * 2 * 5;
    const multiplyAdds = projections + output + feedForward + attention + head;
    expect(countOperations({ suite: "evaluate", shape: tiny })).toBe(2 * multiplyAdds);
    expect(countOperations({ suite: "train", shape: tiny })).toBe(6 * multiplyAdds);
  });

  it("grow with the layers, the head apart", () => {
    const of = (layers: number): number => countOperations({ suite: "train", shape: { ...tiny, layers } });
    expect(of(3) - of(2)).toBe(of(2) - of(1));
    expect(of(0)).toBe(6 * 6 * 2 * 5);
  });
});

describe("the comparisons", () => {
  it("are both precisions of a training step at the small size, unless more is asked for", () => {
    const measured = comparisonsOf({ suites: ["train"], sizes: ["small"], backend: "tensorflow" });
    expect(measured.map(({ precision }) => precision)).toEqual(["float32", "mixed-bfloat16"]);
    expect(measured[0]?.shape).toMatchObject({ width: 128, heads: 2, sequences: 128, length: 64 });
  });

  it("have equal tokens a step at every length", () => {
    const measured = comparisonsOf({ suites: ["growth"], sizes: ["small"], backend: "tensorflow" });
    expect(measured.map(({ shape }) => [shape.length, tokensOf(shape)])).toEqual(
      [64, 256, 1024, 2048].map((length) => [length, 8192]),
    );
  });

  it("take fewer turns where steps take longer", () => {
    const turns = (size: "small" | "paper", backend: "tensorflow" | "wasm"): number | undefined =>
      comparisonsOf({ suites: ["train"], sizes: [size], backend })[0]?.turns;
    expect([turns("small", "tensorflow"), turns("paper", "tensorflow"), turns("small", "wasm")]).toEqual([15, 7, 3]);
    expect(comparisonsOf({ suites: ["train"], sizes: ["small"], backend: "wasm", turns: 9 })[0]?.turns).toBe(9);
  });
});
