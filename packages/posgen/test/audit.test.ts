import { type Rule, type TaskName, taskNames } from "@resonance-rope/contracts";
import { describe, expect, test } from "vitest";
import { audit, paperDatasetOptions, paperTask } from "../src/index.js";
import { refused } from "./refused.js";

const few = { ...paperDatasetOptions, sequences: { train: 5, validation: 1, test: 2 } };
const shortcutsOf = (name: TaskName, change: object, options = few): [number[], number[], number][] =>
  audit({ ...paperTask(name), ...change }, options).shortcuts.map(({ lags, coefficients, covers }) => [
    [...lags],
    [...coefficients],
    covers,
  ]);

describe("the paper's setting", () => {
  const reports = new Map(taskNames.map((name) => [name, audit(paperTask(name), paperDatasetOptions)]));

  test.each<[TaskName, number[]]>([
    ["recursive", [1, 5]],
    ["chain-of-thought", [1, 4]],
  ])("two tokens at fixed distances answer every position of %s", (name, lags) => {
    expect(reports.get(name)?.shortcuts).toEqual([
      { lags, coefficients: [2, 16], constant: 0, covers: 1, period: 1, residue: 0 },
    ]);
    expect(reports.get(name)?.shortcutAccuracy).toBe(1);
  });

  test("they answer every second position of semi-recursive, 52.94 % with the rest guessed", () => {
    expect(reports.get("semi-recursive")?.shortcuts).toEqual([
      { lags: [1, 4], coefficients: [2, 16], constant: 0, covers: 0.5, period: 2, residue: 1 },
    ]);
    // (96 + 96 / 17) / 192
    expect(reports.get("semi-recursive")?.shortcutAccuracy).toBe(9 / 17);
  });

  test("training contains 99.9 % of the windows past L, though no seed is shared", () => {
    for (const { windowCoverage, factCoverage } of reports.values()) {
      expect(windowCoverage).toBeGreaterThan(0.998);
      expect(windowCoverage).toBeLessThanOrEqual(1);
      expect(factCoverage).toBeGreaterThan(0.998);
      expect(factCoverage).toBeLessThanOrEqual(1);
    }
  });

  test("a random table has no shortcut", () => {
    for (const name of taskNames) {
      for (const seed of [0, 1]) {
        const rule: Rule = { type: "random-table", seed };
        const { shortcuts, shortcutAccuracy } = audit({ ...paperTask(name), rule }, few);
        expect(shortcuts).toEqual([]);
        expect(shortcutAccuracy).toBe(1 / 17);
      }
    }
  });
});

describe("shortcuts", () => {
  test("a nonsingular table has none where the far token moves; in the recursive task its own three tokens answer", () => {
    for (const seed of [0, 1]) {
      const rule: Rule = { type: "nonsingular-table", seed };
      expect(shortcutsOf("chain-of-thought", { rule })).toEqual([]);
      expect(shortcutsOf("semi-recursive", { rule })).toEqual([]);
      expect(shortcutsOf("recursive", { rule })).toEqual([[[1, 3, 4], [], 1]]);
    }
  });

  test.each([3, 5, 6, 7, 10, 12, 15, 16, 101])("the sum's are found for M = %d, prime or not", (modulus) => {
    const two = [2, modulus - 1];
    expect(shortcutsOf("recursive", { modulus })).toEqual([[[1, 5], two, 1]]);
    expect(shortcutsOf("chain-of-thought", { modulus })).toEqual([[[1, 4], two, 1]]);
    expect(shortcutsOf("semi-recursive", { modulus })).toEqual([[[1, 4], two, 0.5]]);
  });

  test("one token is preferred to two: the sum modulo 2 repeats what stands j + k + 1 before", () => {
    expect(shortcutsOf("recursive", { modulus: 2 })).toEqual([[[5], [1], 1]]);
    expect(shortcutsOf("chain-of-thought", { modulus: 2 })).toEqual([[[4], [1], 1]]);
    expect(shortcutsOf("semi-recursive", { modulus: 2 })).toEqual([[[4], [1], 0.5]]);
  });

  test("other j and k move the sum's", () => {
    const sizes = { farTokens: 3, nearTokens: 5, modulus: 11 };
    expect(shortcutsOf("recursive", sizes)).toEqual([[[1, 9], [2, 10], 1]]);
    expect(shortcutsOf("chain-of-thought", sizes)).toEqual([[[1, 6], [2, 10], 1]]);
    expect(shortcutsOf("semi-recursive", sizes)).toEqual([[[1, 6], [2, 10], 0.5]]);
  });

  test("the rule itself is none: the recursive sum of two tokens", () => {
    expect(shortcutsOf("recursive", { farTokens: 1, nearTokens: 1 })).toEqual([]);
    expect(shortcutsOf("chain-of-thought", { farTokens: 1, nearTokens: 1 })).toEqual([[[1, 2], [2, 16], 1]]);
  });

  test("a linear rule that ignores tokens is one", () => {
    const rule: Rule = { type: "linear", coefficients: [1, 0, 0, 1], constant: 5 };
    expect(audit({ ...paperTask("recursive"), rule }, few).shortcuts).toEqual([
      { lags: [1, 4], coefficients: [1, 1], constant: 5, covers: 1, period: 1, residue: 0 },
    ]);
  });

  test("a constant task needs no token", () => {
    const rule: Rule = { type: "linear", coefficients: [0, 0, 0, 0], constant: 5 };
    expect(shortcutsOf("semi-recursive", { rule })).toEqual([[[], [], 1]]);
  });

  test("a function that is not linear is found by its lags", () => {
    const entries: number[] = [];
    for (let window = 0; window < 7 ** 4; window++)
      entries.push(((window % 7) * (Math.floor(window / 49) % 7) + 3) % 7);
    const rule: Rule = { type: "table", entries };
    const { shortcuts, shortcutAccuracy } = audit({ ...paperTask("recursive"), modulus: 7, rule }, few);
    expect(shortcuts).toEqual([{ lags: [1, 3], coefficients: [], constant: null, covers: 1, period: 1, residue: 0 }]);
    expect(shortcutAccuracy).toBe(1);
  });

  test("a dependency with rare exceptions is none", () => {
    // The sum, but for 4 of the 83521 windows.
    const entries = Array.from({ length: 17 ** 4 }, (_, window) => {
      const sum = [4913, 289, 17, 1].reduce((total, digit) => total + (Math.floor(window / digit) % 17), 0);
      return (sum + (window % 20_000 === 12_345 ? 1 : 0)) % 17;
    });
    expect(shortcutsOf("recursive", { rule: { type: "table", entries } })).toEqual([]);
  });

  test("lags whose tokens never come twice prove nothing", () => {
    const rule: Rule = { type: "squared-sine" };
    expect(shortcutsOf("recursive", { modulus: 8192, rule }, { ...few, trainedLength: 6, testedLength: 12 })).toEqual(
      [],
    );
  });

  test("lags that training never spans are none", () => {
    const short = { ...few, trainedLength: 5, testedLength: 40 };
    expect(shortcutsOf("recursive", {}, short)).toEqual([]);
    expect(shortcutsOf("recursive", {}, { ...short, trainedLength: 6 })).toEqual([[[1, 5], [2, 16], 1]]);
  });
});

test("coverage is zero where training says nothing, one where test continues it", () => {
  const apart = audit({ ...paperTask("recursive"), modulus: 1000 }, few);
  expect(apart.windowCoverage).toBe(0);
  expect(apart.factCoverage).toBe(0);
  const all = { ...few, sequences: { train: 2399, validation: 1, test: 1 } };
  expect(audit({ ...paperTask("recursive"), modulus: 7 }, all).windowCoverage).toBe(1);
});

test("the refusals of a dataset name the audit", () => {
  expect(refused(() => audit({ ...paperTask("recursive"), modulus: 7 }, paperDatasetOptions)).where).toBe("audit");
});
