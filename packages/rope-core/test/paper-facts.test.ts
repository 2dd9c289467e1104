/** The numbers that the paper states, or that follow from its definitions, about the models it studies. */
import { describe, expect, it } from "vitest";
import {
  criticalPair,
  featureGap,
  phaseError,
  repetitionPeriod,
  type RotaryEmbedding,
  type WavelengthChoice,
} from "../src/index.js";
import { largest, largestDifference, largestRelativeDifference } from "./differences.js";
import { embeddingOf, llama2, posgen, preCriticalWavelengths } from "./example-embeddings.js";

const resonance = { wavelengths: "nearest-integer" } as const;
const yarn = (factor: number, beta = 32) => ({ type: "yarn", factor, beta }) as const;
const preCriticalCount = (embedding: RotaryEmbedding): number => criticalPair(embedding).preCriticalPairs.length;

function repeatedWavelengths(headDimension: number): number[] {
  const { wavelengthsTokens } = embeddingOf({ headDimension, trainedLength: 4096, ...resonance });
  return [...wavelengthsTokens].filter((wavelength, j) => wavelengthsTokens.indexOf(wavelength) < j);
}

describe("LLaMA2: heads of 128, base 10000, 4096 tokens", () => {
  it("wavelengths run from 6.2832 to 54410.14 tokens", () => {
    const { wavelengthsTokens } = embeddingOf(llama2);
    expect(wavelengthsTokens[0]).toBeCloseTo(6.2832, 4);
    expect(wavelengthsTokens[63]).toBeCloseTo(54410.14, 2);
  });

  it("46 of 64 pairs are pre-critical, 41 when trained to 2048", () => {
    expect(preCriticalCount(embeddingOf(llama2))).toBe(46);
    expect(preCriticalCount(embeddingOf({ ...llama2, trainedLength: 2048 }))).toBe(41);
  });

  it("its first sixteen rounded wavelengths are 6, 7, 8, 10 … 54", () => {
    const { wavelengthsTokens } = embeddingOf({ ...llama2, ...resonance });
    expect([...wavelengthsTokens].slice(0, 16)).toEqual([6, 7, 8, 10, 11, 13, 15, 17, 20, 23, 26, 31, 35, 41, 47, 54]);
  });

  it("the rounded pre-critical pairs repeat together after 7.058e51 tokens", () => {
    expect(Number(repetitionPeriod(embeddingOf({ ...llama2, ...resonance })))).toBeCloseTo(7.058e51, -48.5);
  });

  it("scalings leave fewer pairs pre-critical: YaRN x4 40, x8 39; linear x4 36, x8 31; unscaled 46 throughout", () => {
    for (const [scaling, count] of [
      [yarn(4), 40],
      [yarn(8), 39],
      [{ type: "linear", factor: 4 }, 36],
      [{ type: "linear", factor: 8 }, 31],
    ] as const) {
      const { criticalPair: c, preCriticalPairs, unscaled } = criticalPair(embeddingOf({ ...llama2, scaling }));
      expect([c, preCriticalPairs.length, unscaled.criticalPair]).toEqual([count, count, 46]);
    }
  });

  it("rounding shifts phases by up to 193 radians within 4096 positions, 13 pairs by more than pi", () => {
    const shifts = phaseError(embeddingOf(llama2), embeddingOf({ ...llama2, ...resonance }), 4096);
    // 4095 · (2 pi / 6 - 1)
    expect(largest(shifts)).toBeCloseTo(193.27, 2);
    expect(shifts.filter((radians) => radians > Math.PI)).toHaveLength(13);
  });
});

describe("PosGen's model: heads of 64, base 10000, 64 tokens", () => {
  it("nine rounded pairs are pre-critical, 6 8 11 15 20 26 35 47 63, before 84 and 112", () => {
    const embedding = embeddingOf({ ...posgen, ...resonance });
    expect(preCriticalWavelengths(embedding)).toEqual([6, 8, 11, 15, 20, 26, 35, 47, 63]);
    expect([...embedding.wavelengthsTokens].slice(9, 11)).toEqual([84, 112]);
    expect(criticalPair(embedding).criticalPair).toBe(9);
  });

  it("the nine repeat together after 16 936 920 tokens", () => {
    // lcm(6, 8, 11, 15, 20, 26, 35, 47, 63)
    expect(repetitionPeriod(embeddingOf({ ...posgen, ...resonance }))).toBe(16_936_920n);
  });

  it("YaRN x4 leaves six pairs at beta 32 and seven at beta 2", () => {
    const [beta32, beta2] = [
      embeddingOf({ ...posgen, scaling: yarn(4), ...resonance }),
      embeddingOf({ ...posgen, scaling: yarn(4, 2), ...resonance }),
    ];
    expect([...beta32.wavelengthsTokens].slice(0, 7)).toEqual([6, 9, 13, 20, 30, 45, 71]);
    expect([...beta2.wavelengthsTokens].slice(0, 8)).toEqual([6, 8, 11, 15, 20, 26, 43, 75]);
    expect([preCriticalCount(beta32), preCriticalCount(beta2)]).toEqual([6, 7]);
  });

  it("the released code's correction range of 257 tokens keeps plain RoPE's nine", () => {
    const scaling = { ...yarn(257 / 65, 2), originalLength: 257 };
    expect(preCriticalWavelengths(embeddingOf({ ...posgen, scaling, ...resonance }))).toEqual([
      6, 8, 11, 15, 20, 26, 35, 47, 63,
    ]);
  });

  it("linear x4 leaves four", () => {
    expect(preCriticalCount(embeddingOf({ ...posgen, scaling: { type: "linear", factor: 4 } }))).toBe(4);
  });

  it("NTK-aware b · s leaves eight; the eighth, 63.8, rounds to L itself and keeps a gap of 0", () => {
    const spec = { ...posgen, scaling: { type: "ntk-aware", factor: 4, variant: "paper" } } as const;
    expect(preCriticalCount(embeddingOf(spec))).toBe(8);
    const rounded = embeddingOf({ ...spec, ...resonance });
    expect(rounded.wavelengthsTokens[7]).toBe(64);
    expect(preCriticalCount(rounded)).toBe(7);
    expect(featureGap(rounded, 256)[7]).toBe(0);
  });

  it("bloc97's NTK-aware brings a post-critical 64.436 down to 64, with a gap of 0", () => {
    const spec = { ...posgen, scaling: { type: "ntk-aware", factor: 4 } } as const;
    expect(embeddingOf(spec).wavelengthsTokens[7]).toBeCloseTo(64.436, 3);
    const rounded = embeddingOf({ ...spec, ...resonance });
    expect(rounded.wavelengthsTokens[7]).toBe(64);
    expect(featureGap(rounded, 256)[7]).toBe(0);
  });
});

describe("rounding and its alternatives", () => {
  it("180 is the smallest even head dimension at which two pairs round alike; at 256 7, 8 and 10 come twice", () => {
    for (let headDimension = 2; headDimension < 180; headDimension += 2)
      expect(repeatedWavelengths(headDimension)).toEqual([]);
    expect(repeatedWavelengths(180)).toEqual([9]);
    expect(repeatedWavelengths(256)).toEqual([7, 8, 10]);
  });

  it.each([
    ["LLaMA2", llama2, { radians: [0.0472, 4.31e-6], relative: [0.04735, 1.99e-4] }],
    ["PosGen", posgen, { radians: [0.0472, 0.00282], relative: [0.04735, 0.00951] }],
  ])("%s: frequencies move far less to the best rational than to the nearest integer", (_, spec, expected) => {
    const plain = embeddingOf(spec);
    const count = criticalPair(plain).preCriticalPairs.length;
    const preCritical = (wavelengths: WavelengthChoice): Float64Array =>
      embeddingOf({ ...spec, wavelengths }).angularFrequencies.slice(0, count);
    const [scaled, rounded, rational] = [
      preCritical("as-scaled"),
      preCritical("nearest-integer"),
      preCritical("best-rational"),
    ];
    const radians = [largestDifference(rounded, scaled), largestDifference(rational, scaled)];
    const relative = [largestRelativeDifference(rounded, scaled), largestRelativeDifference(rational, scaled)];
    expect(largestRelativeDifference(radians, expected.radians)).toBeLessThan(2e-3);
    expect(largestRelativeDifference(relative, expected.relative)).toBeLessThan(2e-3);
  });

  it("a best rational of every pre-critical pair has a gap of exactly 0", () => {
    const gap = featureGap(embeddingOf({ ...posgen, wavelengths: "best-rational" }), 256);
    expect([...gap].slice(0, 9)).toEqual(Array(9).fill(0));
    expect(Math.min(...gap.slice(9))).toBeGreaterThan(0);
  });
});
