import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRotaryEmbedding, featureGap, type RotaryEmbedding, rotaryTable } from "../src/index.js";
import { anyWavelengths, arbitraryRopeSpec } from "./arbitrary-rope-spec.js";
import { largest, largestDifference } from "./differences.js";
import { embeddingOf, posgen } from "./example-embeddings.js";
import { nearestDistance, rotationsOf } from "./rotations-of.js";

/** Eq. 8 by its definition, every new position against every trained one, over points of the circle. */
function gapByDefinition(embedding: RotaryEmbedding, testedLength: number, isLiteral: boolean): Float64Array {
  return embedding.angularFrequencies.map((_, pair) => {
    const points = rotationsOf(embedding, pair, testedLength);
    const trained = points.slice(0, embedding.spec.trainedLength);
    const nearest = points.slice(embedding.spec.trainedLength).map((point) => nearestDistance(point, trained));
    return isLiteral ? Math.min(...nearest) : Math.max(...nearest);
  });
}

const repeatsBitForBit = (embedding: RotaryEmbedding, pair: number, period: number, length: number): boolean => {
  const pairs = embedding.angularFrequencies.length;
  return (["float32", "float64"] as const).every((precision) => {
    const { cosines, sines } = rotaryTable(embedding, length, precision);
    for (let at = period * pairs + pair; at < length * pairs; at += pairs) {
      if (!Object.is(cosines[at], cosines[at - period * pairs])) return false;
      if (!Object.is(sines[at], sines[at - period * pairs])) return false;
    }
    return true;
  });
};

describe("Theorem 1", () => {
  it("under Resonance the gap of a pair is exactly 0 if and only if its wavelength is at most L, whatever the scaling", () => {
    fc.assert(
      fc.property(
        arbitraryRopeSpec(fc.constant("nearest-integer")),
        fc.integer({ min: 1, max: 240 }),
        (spec, extra) => {
          const embedding = createRotaryEmbedding(spec);
          const testedLength = spec.trainedLength + extra;
          for (const [pair, gap] of featureGap(embedding, testedLength).entries()) {
            const wavelength = embedding.wavelengthsTokens[pair] as number;
            expect(gap === 0).toBe(wavelength <= spec.trainedLength || wavelength === Infinity);
            if (wavelength < testedLength)
              expect(repeatsBitForBit(embedding, pair, wavelength, testedLength)).toBe(true);
          }
        },
      ),
    );
  });

  it("under every choice it is exactly 0 if and only if the pair's period, as p of p / q, is at most L", () => {
    fc.assert(
      fc.property(arbitraryRopeSpec(anyWavelengths), fc.integer({ min: 1, max: 240 }), (spec, extra) => {
        const embedding = createRotaryEmbedding(spec);
        const testedLength = spec.trainedLength + extra;
        for (const [pair, gap] of featureGap(embedding, testedLength).entries()) {
          const period = embedding.periodsTokens[pair] as number;
          expect(gap === 0).toBe(period <= spec.trainedLength);
          if (period < testedLength) expect(repeatsBitForBit(embedding, pair, period, testedLength)).toBe(true);
        }
      }),
    );
  });

  it("without Resonance no turning pair has a gap of 0", () => {
    fc.assert(
      fc.property(arbitraryRopeSpec(fc.constant("as-scaled")), fc.integer({ min: 1, max: 240 }), (spec, extra) => {
        const embedding = createRotaryEmbedding(spec);
        for (const [pair, gap] of featureGap(embedding, spec.trainedLength + extra).entries()) {
          expect(gap > 0).toBe(embedding.angularFrequencies[pair] !== 0);
        }
      }),
    );
  });

  it("64 tokens of training suffice for a wavelength of 64 and not for 65", () => {
    const wavelengths = { type: "given", wavelengthsTokens: [64, 65] } as const;
    const gap = featureGap(embeddingOf({ headDimension: 4, trainedLength: 64, wavelengths }), 256);
    expect(gap[0]).toBe(0);
    // position 64 of a wavelength of 65 lies one step from position 0
    expect(gap[1]).toBeCloseTo(2 * Math.sin(Math.PI / 65), 15);
  });
});

describe("featureGap", () => {
  it("equals the definition, max over new of min over trained, to 1e-9", () => {
    const found: number[] = [];
    fc.assert(
      fc.property(arbitraryRopeSpec(anyWavelengths), fc.integer({ min: 1, max: 150 }), (spec, extra) => {
        const embedding = createRotaryEmbedding(spec);
        const testedLength = spec.trainedLength + extra;
        const expected = gapByDefinition(embedding, testedLength, false);
        found.push(largestDifference(featureGap(embedding, testedLength), expected));
      }),
      { numRuns: 40 },
    );
    expect(largest(found)).toBeLessThan(1e-9);
  });

  it("read to the letter, min over both, it vanishes for wavelengths up to L' - 1 and not beyond", () => {
    const wavelengths = { type: "given", wavelengthsTokens: [30, 200, 255, 256, 70.5] } as const;
    const embedding = embeddingOf({ headDimension: 10, trainedLength: 64, wavelengths });
    const literal = featureGap(embedding, 256, "min-over-both");
    expect(literal.slice(0, 3)).toEqual(new Float64Array(3));
    const expected = gapByDefinition(embedding, 256, true);
    expect(largestDifference(literal, expected)).toBeLessThan(1e-12);
    expect(Math.min(...literal.slice(3))).toBeGreaterThan(0);
  });

  it("a whole wavelength W beyond L leaves half the untrained arc, 2 sin(pi floor((W - L + 1) / 2) / W)", () => {
    const gap = featureGap(embeddingOf({ ...posgen, wavelengths: "nearest-integer" }), 256);
    expect(gap[9]).toBeCloseTo(2 * Math.sin((Math.PI * 10) / 84), 14);
    expect(gap[10]).toBeCloseTo(2 * Math.sin((Math.PI * 24) / 112), 14);
  });

  it("the attention factor plays no part", () => {
    const [one, three] = [1, 3].map((attentionFactor) =>
      featureGap(embeddingOf({ ...posgen, scaling: { type: "yarn", factor: 4, attentionFactor } }), 256),
    );
    expect(one).toEqual(three);
  });

  it("without new positions there is no gap", () => {
    expect([...featureGap(embeddingOf(posgen), 64)]).toEqual(Array(32).fill(0));
  });

  it("64 pairs from 8192 to 32768 tokens take less than a second", () => {
    const start = performance.now();
    featureGap(embeddingOf({ headDimension: 128, trainedLength: 8192 }), 32768);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
