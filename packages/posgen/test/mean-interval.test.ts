import { randomSource } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanInterval } from "../src/index.js";
import { studentT } from "../src/student-t.js";

const number = fc.double({ min: -100, max: 100, noNaN: true });

describe("Student's t", () => {
  it("has the quantiles of the literature", () => {
    // scipy.stats.t.ppf(0.975, [1, 2, 3, 4, 5, 29]), scipy 1.11
    const known = { 1: 12.706204736432095, 2: 4.302652729911275, 3: 3.182446305284263, 4: 2.7764451051977987 };
    for (const [degrees, quantile] of Object.entries({ ...known, 5: 2.570581835636314, 29: 2.045229642132703 }))
      expect(Math.abs(studentT(Number(degrees), 0.95) - quantile)).toBeLessThan(1e-9);
  });

  it("encloses its probability, by integrating the density", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.constantFrom(0.5, 0.9, 0.95), (degrees, probability) => {
        const t = studentT(degrees, probability);
        const density = (x: number): number => (1 + x ** 2 / degrees) ** (-(degrees + 1) / 2);
        // Over all numbers by x = tan(u).
        const half = (end: number): number => simpson((u) => density(Math.tan(u)) / Math.cos(u) ** 2, Math.atan(end));
        const whole = half(Math.tan(Math.PI / 2 - 1e-9));
        expect(Math.abs(half(t) / whole - probability)).toBeLessThan(1e-6);
      }),
      { numRuns: 60 },
    );
  });
});

function simpson(f: (u: number) => number, end: number): number {
  const parts = 4000;
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
          for (const field of ["mean", "low", "high"] as const)
            expect(after[field]).toBeCloseTo(shift + scale * (before[field] ?? Number.NaN), 6);
          expect(after.variance).toBeCloseTo(scale ** 2 * (before.variance ?? Number.NaN), 5);
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
      if ((low ?? 1) <= 0 && (high ?? -1) >= 0) held += 1;
    }
    expect(Math.abs(held / samples - 0.95)).toBeLessThan(0.01);
  });

  it("is none of one value", () => {
    expect(meanInterval([3])).toEqual({ count: 1, mean: 3, variance: null, low: null, high: null });
  });
});
