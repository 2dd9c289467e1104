import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseWavelengths } from "../src/index.js";
import { largestDifference } from "./differences.js";
import { embeddingOf, llama2, posgen } from "./example-embeddings.js";

const frequenciesOf = (...wavelengths: number[]): number[] =>
  wavelengths.map((wavelength) => (2 * Math.PI) / wavelength);

/** By trial of every p: the smallest distance in frequency, in turns a token. */
const smallestDistance = (theta: number, longestPeriod: number): number => {
  const turns = theta / (2 * Math.PI);
  let smallest = Infinity;
  for (let p = 1; p <= longestPeriod; p++) smallest = Math.min(smallest, Math.abs(Math.round(p * turns) / p - turns));
  return smallest;
};

describe("nearest-integer, Resonance", () => {
  it("every wavelength is the nearest whole number of tokens, and its own period", () => {
    const { wavelengthsTokens, periodsTokens } = chooseWavelengths(
      frequenciesOf(6.28, 7.5, 1e9 + 0.3),
      "nearest-integer",
      64,
    );
    expect([...wavelengthsTokens]).toEqual([6, 8, 1e9]);
    expect(periodsTokens).toEqual(wavelengthsTokens);
  });

  it("a wavelength below a half becomes 1, never 0", () => {
    expect([...chooseWavelengths(frequenciesOf(0.2, 0.49, 0.9), "nearest-integer", 64).wavelengthsTokens]).toEqual([
      1, 1, 1,
    ]);
  });

  it("a wavelength that no float can hold counts as standing still", () => {
    expect([...chooseWavelengths([1e-320], "nearest-integer", 64).angularFrequencies]).toEqual([0]);
  });

  it("the order of the pairs plays no part", () => {
    expect([...chooseWavelengths(frequenciesOf(90.2, 6.3, 40.4), "nearest-integer", 64).wavelengthsTokens]).toEqual([
      90, 6, 40,
    ]);
  });

  it("b = 1e6, pair 61: float64 rounds to 3287985, float32 frequencies to the next", () => {
    const theta = embeddingOf({ headDimension: 128, base: 1e6, trainedLength: 32768 }).angularFrequencies[61] as number;
    expect(chooseWavelengths([theta], "nearest-integer", 32768).wavelengthsTokens[0]).toBe(3287985);
    // 2 pi / theta with every step in float32: 3287985.5
    const inFloat32 = Math.fround(Math.fround(2 * Math.PI) / Math.fround(1 / Math.fround(1e6 ** (122 / 128))));
    expect(Math.round(inFloat32)).toBe(3287986);
  });
});

describe("best-rational", () => {
  it("no fraction with p up to L is nearer in frequency", () => {
    const cases = fc.record({
      wavelength: fc.double({ min: 0.3, max: 300, noNaN: true }),
      trained: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(cases, ({ wavelength, trained }) => {
        fc.pre(wavelength <= trained);
        const theta = (2 * Math.PI) / wavelength;
        const chosen = chooseWavelengths([theta], "best-rational", trained);
        const distance = largestDifference(chosen.angularFrequencies, [theta]) / (2 * Math.PI);
        expect(chosen.periodsTokens[0]).toBeLessThanOrEqual(trained);
        expect(distance).toBeLessThanOrEqual(smallestDistance(theta, trained) + 1e-15);
      }),
    );
  });

  it("wavelength, frequency and period are one fraction: p / q tokens, 2 pi q / p, p", () => {
    // 14.9 = 149 / 10
    const { wavelengthsTokens, angularFrequencies, periodsTokens } = chooseWavelengths(
      frequenciesOf(14.9),
      "best-rational",
      200,
    );
    expect(wavelengthsTokens[0]).toBe(149 / 10);
    expect(angularFrequencies[0]).toBe((2 * Math.PI * 10) / 149);
    expect(periodsTokens[0]).toBe(149);
  });

  it("pairs longer than the trained length stay as scaled", () => {
    const plain = embeddingOf(llama2);
    const rational = embeddingOf({ ...llama2, wavelengths: "best-rational" });
    expect(rational.angularFrequencies.slice(46)).toEqual(plain.angularFrequencies.slice(46));
    expect(new Set(rational.periodsTokens.slice(46))).toEqual(new Set([Infinity]));
    expect(Math.max(...rational.periodsTokens.slice(0, 46))).toBeLessThanOrEqual(4096);
  });

  it("a trained length beyond 2^26 still gives an exact fraction", () => {
    const { periodsTokens } = chooseWavelengths(frequenciesOf(6.2, 1e9), "best-rational", 1e12);
    expect(periodsTokens[0]).toBeLessThanOrEqual(2 ** 26);
    expect(periodsTokens[1]).toBe(Infinity);
  });
});

describe("given", () => {
  it("wavelengths are taken as they are, whole ones repeat exactly, Infinity stands still", () => {
    const wavelengthsTokens = [6, 7.25, Infinity];
    const chosen = chooseWavelengths([1, 1, 1], { type: "given", wavelengthsTokens }, 64);
    expect([...chosen.wavelengthsTokens]).toEqual(wavelengthsTokens);
    expect([...chosen.angularFrequencies]).toEqual([(2 * Math.PI) / 6, (2 * Math.PI) / 7.25, 0]);
    expect([...chosen.periodsTokens]).toEqual([6, Infinity, 1]);
  });

  it("an embedding's own whole wavelengths give it back", () => {
    const resonance = embeddingOf({ ...posgen, wavelengths: "nearest-integer" });
    const wavelengths = { type: "given", wavelengthsTokens: [...resonance.wavelengthsTokens] } as const;
    expect(embeddingOf({ ...posgen, wavelengths }).angularFrequencies).toEqual(resonance.angularFrequencies);
  });
});
