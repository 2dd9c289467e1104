import { randomSource } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanInterval } from "../statistics/mean-interval.mjs";
import { chanceInterval, rankCorrelation } from "../statistics/rank-correlation.mjs";
import { studentT } from "../statistics/student-t.mjs";

const number = fc.double({ min: -100, max: 100, noNaN: true });
/** Distinct, and far enough apart that a transformation keeps them so. */
const distinct = fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 3, maxLength: 20 });
const pairsOf = (values) => fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length }));

describe("Student's t", () => {
  it("has the quantiles of the literature", () => {
    // scipy.stats.t.ppf(0.975, [1, 2, 3, 4, 5, 9, 29]), scipy 1.11
    const known = { 1: 12.706204736432095, 2: 4.302652729911275, 3: 3.182446305284263, 4: 2.7764451051977987 };
    for (const [degrees, quantile] of Object.entries({ ...known, 5: 2.570581835636314, 29: 2.045229642132703 }))
      expect(Math.abs(studentT(Number(degrees)) - quantile)).toBeLessThan(1e-9);
  });

  it("encloses its probability, by integrating the density", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.constantFrom(0.5, 0.9, 0.95), (degrees, probability) => {
        const t = studentT(degrees, probability);
        const density = (x) => (1 + x ** 2 / degrees) ** (-(degrees + 1) / 2);
        // Over all numbers by x = tan(u).
        const half = (end) => simpson((u) => density(Math.tan(u)) / Math.cos(u) ** 2, Math.atan(end));
        const whole = half(Math.tan(Math.PI / 2 - 1e-9));
        expect(Math.abs(half(t) / whole - probability)).toBeLessThan(1e-6);
      }),
      { numRuns: 60 },
    );
  });
});

function simpson(f, end, parts = 4000) {
  const width = end / parts;
  let sum = f(0) + f(end);
  for (let part = 1; part < parts; part++) sum += f(part * width) * (part % 2 === 0 ? 2 : 4);
  return (sum * width) / 3;
}

describe("the interval of a mean", () => {
  it("moves and stretches with its values", () => {
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 2, maxLength: 8 }),
        number,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (values, shift, scale) => {
          const before = meanInterval(values);
          const after = meanInterval(values.map((value) => shift + scale * value));
          for (const field of ["mean", "low", "high"])
            expect(after[field]).toBeCloseTo(shift + scale * before[field], 6);
          expect(after.variance).toBeCloseTo(scale ** 2 * before.variance, 5);
        },
      ),
    );
  });

  it("holds the true mean of normal samples of three in 95 of 100 cases", () => {
    const random = randomSource(7);
    const samples = 4000;
    let held = 0;
    for (let sample = 0; sample < samples; sample++) {
      const { low, high } = meanInterval([0, 1, 2].map(() => random.normal()));
      if (low <= 0 && high >= 0) held += 1;
    }
    expect(Math.abs(held / samples - 0.95)).toBeLessThan(0.01);
  });

  it("is none of one value", () => {
    expect(meanInterval([3])).toEqual({ count: 1, mean: 3, variance: null, low: null, high: null });
  });
});

describe("rank correlation", () => {
  it("is 1 - 6 sum d^2 / (n (n^2 - 1)) of values without ties", () => {
    fc.assert(
      fc.property(distinct.chain(pairsOf), ([first, second]) => {
        const rank = (values, value) => values.filter((other) => other < value).length;
        const squares = first.map((value, index) => (rank(first, value) - rank(second, second[index])) ** 2);
        const n = first.length;
        const expected = 1 - (6 * squares.reduce((sum, square) => sum + square, 0)) / (n * (n * n - 1));
        expect(rankCorrelation(first, second)).toBeCloseTo(expected, 10);
      }),
    );
  });

  it("does not change under a rising function, and turns its sign under a falling one", () => {
    const tied = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(tied.chain(pairsOf), ([first, second]) => {
        const correlation = rankCorrelation(first, second);
        fc.pre(correlation !== null);
        expect(
          rankCorrelation(
            first.map((value) => value ** 3),
            second,
          ),
        ).toBeCloseTo(correlation, 10);
        expect(
          rankCorrelation(
            first,
            second.map((value) => -value),
          ),
        ).toBeCloseTo(-correlation, 10);
      }),
    );
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNull();
  });

  it("of three points is never more than chance, of eight in order it is", () => {
    expect(chanceInterval([1, 2, 3], [1, 2, 3], randomSource(0))).toEqual([-1, 1]);
    const eight = [1, 2, 3, 4, 5, 6, 7, 8];
    const [low, high] = chanceInterval(eight, eight, randomSource(0));
    // Table of critical values of Spearman's coefficient, n = 8, two-sided 0.05: 0.738.
    expect(high).toBeGreaterThan(0.66);
    expect(high).toBeLessThan(0.75);
    expect(low).toBeCloseTo(-high, 1);
  });
});
