import { describe, expect, it } from "vitest";
import { embeddedVectorDistance, RopeError, type RotaryEmbedding } from "../src/index.js";
import { largest, largestDifference, ratios } from "./differences.js";
import { embeddingOf, posgen } from "./example-embeddings.js";
import { nearestDistance, rotationsOf } from "./rotations-of.js";

function distanceByDefinition(unscaled: RotaryEmbedding, scaled: RotaryEmbedding, testedLength: number): Float64Array {
  return unscaled.angularFrequencies.map((_, pair) => {
    const trained = rotationsOf(unscaled, pair, unscaled.spec.trainedLength);
    return largest(rotationsOf(scaled, pair, testedLength).map((point) => nearestDistance(point, trained)));
  });
}

describe("embeddedVectorDistance", () => {
  it("equals its definition, the worst scaled position to its nearest unscaled one", () => {
    const unscaled = embeddingOf(posgen);
    for (const scaling of [
      { type: "linear", factor: 4 },
      { type: "ntk-aware", factor: 4 },
      { type: "none" },
    ] as const) {
      const scaled = embeddingOf({ ...posgen, scaling });
      const expected = distanceByDefinition(unscaled, scaled, 256);
      const found = embeddedVectorDistance(unscaled, scaled, 256);
      expect(largestDifference(found, expected)).toBeLessThan(1e-12);
    }
  });

  it("position interpolation over s · L positions stays within half a trained step", () => {
    const distances = embeddedVectorDistance(
      embeddingOf(posgen),
      embeddingOf({ ...posgen, scaling: { type: "linear", factor: 4 } }),
      4 * 64 - 3,
    );
    // Half a trained step of theta is theta / 2, and its chord 2 sin(theta / 4).
    const halfSteps = embeddingOf(posgen).angularFrequencies.map((theta) => 2 * Math.sin(theta / 4));
    expect(largest(ratios(distances, halfSteps))).toBeLessThan(1 + 1e-9);
  });

  it("it calls whole wavelengths far from the unscaled ones, where the feature gap sees nothing new", () => {
    const resonance = embeddingOf({ ...posgen, wavelengths: "nearest-integer" });
    expect(embeddedVectorDistance(embeddingOf(posgen), resonance, 256)[1]).toBeGreaterThan(0);
    expect(embeddedVectorDistance(resonance, resonance, 256)[1]).toBe(0);
  });

  it("to the letter it is always 0, because both start at the same rotation", () => {
    const scaled = embeddingOf({ ...posgen, scaling: { type: "linear", factor: 4 } });
    expect(new Set(embeddedVectorDistance(embeddingOf(posgen), scaled, 256, "min-over-both"))).toEqual(new Set([0]));
  });

  it("embeddings of different sizes are refused", () => {
    const other = embeddingOf({ headDimension: 32, trainedLength: 64 });
    expect(() => embeddedVectorDistance(embeddingOf(posgen), other, 256)).toThrow(RopeError);
  });
});
