/** What the paper's tasks have in them, position by position. */
import { taskNames } from "@resonance-rope/contracts";
import { describe, expect, test } from "vitest";
import { generateSequence, generateSequences, paperTask } from "../src/index.js";

const moduli = [2, 3, 5, 6, 7, 12, 17];
const sizes = [
  [1, 3],
  [1, 1],
  [2, 1],
  [3, 4],
] as const;
const seedOf = (modulus: number, length: number): number[] =>
  Array.from({ length }, (_, index) => (index * index + 3 * index + 1) % modulus);
const at = (x: Int32Array, l: number): number => x[l] ?? NaN;
const windowOf = (state: number): number[] => [4913, 289, 17, 1].map((digit) => Math.floor(state / digit) % 17);
const modulo = (value: number, modulus: number): number => ((value % modulus) + modulus) % modulus;

describe("the sum rule's shortcuts", () => {
  for (const modulus of moduli) {
    for (const [farTokens, nearTokens] of sizes) {
      const seedLength = farTokens + nearTokens;
      const sequence = (name: (typeof taskNames)[number]): Int32Array =>
        generateSequence({ ...paperTask(name), farTokens, nearTokens, modulus }, seedOf(modulus, seedLength), 100);
      const setting = `j = ${farTokens}, k = ${nearTokens}, M = ${modulus}`;

      test(`recursive obeys x_l = 2 x_(l-1) - x_(l-j-k-1): ${setting}`, () => {
        const x = sequence("recursive");
        for (let l = seedLength + 1; l < 100; l++) {
          expect(at(x, l)).toBe(modulo(2 * at(x, l - 1) - at(x, l - seedLength - 1), modulus));
        }
      });

      test(`chain of thought obeys x_l = 2 x_(l-1) - x_(l-k-1): ${setting}`, () => {
        const x = sequence("chain-of-thought");
        for (let l = seedLength + 1; l < 100; l++) {
          expect(at(x, l)).toBe(modulo(2 * at(x, l - 1) - at(x, l - nearTokens - 1), modulus));
        }
      });

      test(`semi-recursive obeys it at every second token, and with two far tokens at the others: ${setting}`, () => {
        const x = sequence("semi-recursive");
        for (let l = seedLength + 1; l < 100; l++) {
          const p = Math.floor((l - seedLength) / 2);
          const isOdd = (l - seedLength) % 2 === 1;
          const moved = isOdd ? 0 : at(x, p + farTokens - 1) - at(x, p - 1);
          expect(at(x, l)).toBe(modulo(2 * at(x, l - 1) - at(x, l - nearTokens - 1) + moved, modulus));
        }
      });
    }
  }
});

describe("mod 17", () => {
  test("all recursive states but 17 lie on one of 17 cycles of 4912", () => {
    const states = Array.from({ length: 17 ** 4 }, (_, state) => windowOf(state));
    const { tokens } = generateSequences(paperTask("recursive"), states.flat(), 5);
    const seen = new Uint8Array(17 ** 4);
    const cycles: Record<number, number> = {};
    for (let start = 0; start < seen.length; start++) {
      let length = 0;
      for (let state = start; seen[state] === 0; length++) {
        seen[state] = 1;
        state = (state % 4913) * 17 + (tokens[5 * state + 4] ?? NaN);
      }
      if (length > 0) cycles[length] = (cycles[length] ?? 0) + 1;
    }
    // 83521 = 17 x 4912 + 16 + 1
    expect(cycles).toEqual({ 1: 1, 16: 1, 4912: 17 });
  });

  test("chain of thought has a period of 96, 16 or 1", () => {
    const periods = new Map<number, number>();
    for (let number = 0; number < 17 ** 4; number += 29) {
      const x = generateSequence(paperTask("chain-of-thought"), windowOf(number), 4 + 3 * 96).slice(4);
      const period = [1, 16, 96].find((candidate) =>
        x.every((token, l) => l < candidate || token === x[l - candidate]),
      );
      periods.set(period ?? NaN, (periods.get(period ?? NaN) ?? 0) + 1);
    }
    expect([...periods.keys()].toSorted((a, b) => a - b)).toEqual([1, 16, 96]);
  });
});
