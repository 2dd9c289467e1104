import { randomSource } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chanceInterval, rankCorrelation } from "../statistics/rank-correlation.mjs";

/** Distinct, and far enough apart that a transformation keeps them so. */
const distinct = fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 3, maxLength: 20 });
const pairsOf = (values) => fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length }));

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
