import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addCongruence, createCongruences, solveCongruences } from "../src/audit/congruences.js";

/** Every vector of `length` numbers 0 ... modulus - 1. */
const vectors = (length: number, modulus: number): number[][] =>
  length === 0
    ? [[]]
    : vectors(length - 1, modulus).flatMap((rest) => Array.from({ length: modulus }, (_, value) => [...rest, value]));

test("a solution is found exactly when trying them all finds one, modulo primes and composites", () => {
  const systems = fc.integer({ min: 2, max: 12 }).chain((modulus) =>
    fc.record({
      modulus: fc.constant(modulus),
      rows: fc.array(fc.tuple(fc.nat(modulus - 1), fc.nat(modulus - 1), fc.nat(modulus - 1)), { maxLength: 5 }),
    }),
  );
  let solved = 0;
  fc.assert(
    fc.property(systems, ({ modulus, rows }) => {
      const system = createCongruences(3, modulus);
      for (const row of rows) addCongruence(system, row, modulus);
      const solution = solveCongruences(system, modulus);
      const solves = ([x = 0, y = 0]: number[]): boolean =>
        rows.every(([a, b, right]) => (a * x + b * y - right) % modulus === 0);
      expect(solution !== null).toBe(vectors(2, modulus).some(solves));
      if (solution === null) return;
      solved++;
      expect(solves(solution)).toBe(true);
    }),
    { numRuns: 1000 },
  );
  expect(solved).toBeGreaterThan(100);
});

const product = (a: number, b: number): bigint => BigInt(a) * BigInt(b);

test("stays exact at the largest modulus", () => {
  const modulus = 2 ** 26;
  const system = createCongruences(3, modulus);
  addCongruence(system, [modulus - 1, 3, modulus - 7], modulus);
  addCongruence(system, [5, modulus - 4, 1], modulus);
  // The determinant, 4 - 15, has an inverse modulo 2^26: there is one solution.
  const [x = NaN, y = NaN] = solveCongruences(system, modulus) ?? [];
  expect((product(modulus - 1, x) + product(3, y) - BigInt(modulus - 7)) % BigInt(modulus)).toBe(0n);
  expect((product(5, x) + product(modulus - 4, y) - 1n) % BigInt(modulus)).toBe(0n);
});
