/** Each choice of wavelengths by what its formula promises, against brute force where it searches. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseWavelengths, repetitionPeriod } from "../src/index.js";
import { chosen, chosenOne, frequenciesOf } from "./chosen-wavelengths.js";
import { embeddingOf, posgen } from "./example-embeddings.js";

const tokens = fc.double({ min: 1, max: 400, noNaN: true });
const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

describe("up and down", () => {
  it("are the whole numbers around a wavelength", () => {
    fc.assert(
      fc.property(tokens, (wavelength) => {
        const [down, up] = [chosenOne(wavelength, "down"), chosenOne(wavelength, "up")];
        expect(Number.isInteger(down) && Number.isInteger(up)).toBe(true);
        // The wavelength is known from its frequency, to an ulp.
        expect(down).toBeLessThan(wavelength + 1e-9);
        expect(up).toBeGreaterThan(wavelength - 1e-9);
        expect(up - down).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("and the nearest integer keep every wavelength that is whole already", () => {
    const whole = Array.from({ length: 3000 }, (_, index) => index + 1);
    for (const choice of ["up", "down", "nearest-integer"] as const) expect(chosen(whole, choice)).toEqual(whole);
  });

  it.each(["up", "down", "nearest-integer", { type: "multiples-of", periodTokens: 6 }] as const)(
    "%j never puts a longer wavelength before a shorter one",
    (choice) => {
      fc.assert(
        fc.property(tokens, tokens, (a, b) => {
          const [first, second] = chosen([Math.min(a, b), Math.max(a, b)], choice) as [number, number];
          expect(first).toBeLessThanOrEqual(second);
        }),
      );
    },
  );
});

describe("divisors-of", () => {
  it("divides the period, no divisor is nearer, and longer wavelengths stay as scaled", () => {
    fc.assert(
      fc.property(tokens, fc.integer({ min: 1, max: 400 }), (wavelength, periodTokens) => {
        const divisor = chosenOne(wavelength, { type: "divisors-of", periodTokens });
        if (wavelength > periodTokens + 1e-9) expect(divisor).toBe(chosenOne(wavelength, "as-scaled"));
        if (wavelength >= periodTokens) return;
        expect(periodTokens % divisor).toBe(0);
        for (let other = 1; other <= periodTokens; other++) {
          if (periodTokens % other === 0)
            expect(Math.abs(divisor - wavelength)).toBeLessThanOrEqual(Math.abs(other - wavelength) + 1e-9);
        }
      }),
    );
  });

  it("of a square hold its root", () => {
    expect(chosenOne(8.1, { type: "divisors-of", periodTokens: 64 })).toBe(8);
  });

  it("of L repeat all pre-critical pairs together within L", () => {
    const embedding = embeddingOf({ ...posgen, wavelengths: { type: "divisors-of" } });
    expect(64n % (repetitionPeriod(embedding) ?? 0n)).toBe(0n);
  });
});

describe("multiples-of", () => {
  it("is the nearest multiple, at least one period", () => {
    fc.assert(
      fc.property(tokens, fc.integer({ min: 1, max: 100 }), (wavelength, periodTokens) => {
        const multiple = chosenOne(wavelength, { type: "multiples-of", periodTokens });
        expect(multiple % periodTokens).toBe(0);
        expect(multiple).toBeGreaterThanOrEqual(periodTokens);
        if (multiple > periodTokens || wavelength > periodTokens)
          expect(Math.abs(multiple - wavelength)).toBeLessThanOrEqual(periodTokens / 2 + 1e-9);
      }),
    );
  });
});

describe("coprime", () => {
  it("has no factor in common with earlier pairs, and no nearer whole number has none", () => {
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 24 }), (wavelengths) => {
        const periods = chosen(wavelengths, "coprime", 400);
        for (const [pair, period] of periods.entries()) {
          const isFree = (whole: number): boolean =>
            whole >= 2 && periods.slice(0, pair).every((earlier) => greatestCommonDivisor(whole, earlier) === 1);
          expect(isFree(period)).toBe(true);
          const wavelength = wavelengths[pair] as number;
          const distance = Math.abs(period - wavelength) - 1e-9;
          for (let nearer = Math.ceil(wavelength - distance); nearer < wavelength + distance; nearer++)
            expect(isFree(nearer)).toBe(false);
        }
      }),
    );
  });

  it("makes whole rows repeat only after the product of the pre-critical wavelengths", () => {
    const embedding = embeddingOf({ ...posgen, wavelengths: "coprime" });
    const nine = Array.from(embedding.wavelengthsTokens.slice(0, 9));
    expect(nine).toEqual([6, 7, 11, 13, 19, 25, 37, 47, 61]);
    expect(repetitionPeriod(embedding)).toBe(nine.map(BigInt).reduce((product, period) => product * period, 1n));
  });

  it("rounds wavelengths beyond the trained length, as Resonance does", () => {
    expect(chosen([6, 100.2, 100.4], "coprime", 64)).toEqual([6, 100, 100]);
  });

  it("of 257 pairs is refused, of 256 at one wavelength found", () => {
    const primesAndPowers = chosen(Array<number>(256).fill(2), "coprime");
    // prime(256)
    expect(Math.max(...primesAndPowers)).toBe(1619);
    expect(() => chosen(Array<number>(257).fill(2), "coprime")).toThrow(/pairs under coprime .* to 256, got 257/u);
  });
});

describe("nearest-integer-below", () => {
  it("is the nearest integer below the limit, and to the bit as scaled from there on", () => {
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 20 }), tokens, (wavelengths, wavelengthTokens) => {
        const theta = frequenciesOf(wavelengths);
        const [below, rounded, plain] = (
          [{ type: "nearest-integer-below", wavelengthTokens }, "nearest-integer", "as-scaled"] as const
        ).map((choice) => chooseWavelengths(theta, choice, 64));
        for (const [pair, wavelength] of (plain?.wavelengthsTokens ?? []).entries()) {
          const expected = wavelength < wavelengthTokens ? rounded : plain;
          expect(below?.angularFrequencies[pair]).toBe(expected?.angularFrequencies[pair]);
          expect(below?.periodsTokens[pair]).toBe(expected?.periodsTokens[pair]);
        }
      }),
    );
  });
});

describe("least-phase-error", () => {
  /** By the definition, over every two positions: the lag d occurs T - |d| times. */
  function meanSquaredChord(theta: number, other: number, testedLength: number): number {
    let sum = 0;
    for (let lag = 1 - testedLength; lag < testedLength; lag++)
      sum += (testedLength - Math.abs(lag)) * (2 - 2 * Math.cos(lag * (theta - other)));
    return sum / testedLength ** 2;
  }

  it("no whole wavelength up to L has a smaller phase error over the tested positions", () => {
    const cases = fc.record({
      wavelength: fc.double({ min: 0.3, max: 60, noNaN: true }),
      trained: fc.integer({ min: 1, max: 60 }),
      testedLength: fc.integer({ min: 2, max: 200 }),
    });
    fc.assert(
      fc.property(cases, ({ wavelength, trained, testedLength }) => {
        fc.pre(wavelength <= trained);
        const theta = (2 * Math.PI) / wavelength;
        const errorOf = (whole: number): number => meanSquaredChord(theta, (2 * Math.PI) / whole, testedLength);
        const errors = Array.from({ length: trained }, (_, index) => errorOf(index + 1));
        const whole = chosenOne(wavelength, { type: "least-phase-error", testedLength }, trained);
        expect(errors[whole - 1]).toBeLessThanOrEqual(Math.min(...errors) + 1e-9);
      }),
    );
  });

  it("beyond the trained length stays as scaled", () => {
    const choice = { type: "least-phase-error", testedLength: 256 } as const;
    expect(chosenOne(70.5, choice)).toBe(chosenOne(70.5, "as-scaled"));
  });

  it("over more trials than a second holds is refused", () => {
    const choice = { type: "least-phase-error", testedLength: 256 } as const;
    expect(() => chosenOne(6, choice, 2 ** 26)).toThrow(/trainedLength x pairs/u);
  });
});
