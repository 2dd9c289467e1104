import { taskNames } from "@resonance-rope/contracts";
import { type AuditedShortcut, generateSequence } from "@resonance-rope/posgen";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { figureSizes } from "../src/figures/figure-size.js";
import { readBy, ruleInWords, sourcesOf } from "../src/made-from.js";
import {
  type PosGenState,
  modulusLimits,
  posGenForm,
  seedLength,
  sequenceTask,
  shownLength,
} from "../src/pages/posgen/posgen-state.js";
import { readSeed } from "../src/pages/posgen/read-seed.js";
import { viewShortcuts } from "../src/pages/posgen/shortcut-answers.js";
import { shortcutInWords, shortcutRule } from "../src/pages/posgen/shortcut-words.js";
import { tokenLayout } from "../src/pages/posgen/token-layout.js";
import { expectKeptInLinks, forTypedHashes } from "./states-in-links.js";

const states: fc.Arbitrary<PosGenState> = fc
  .integer({ min: modulusLimits.from, max: modulusLimits.to })
  .chain((modulus) =>
    fc.record({
      task: fc.constantFrom(...taskNames),
      rule: fc.constantFrom("sum", "table"),
      modulus: fc.constant(modulus),
      seed: fc.array(fc.nat(modulus - 1), { minLength: seedLength, maxLength: seedLength }),
      at: fc.integer({ min: seedLength, max: shownLength - 1 }),
      shortcut: fc.boolean(),
    }),
  );

function shortcutValue({ lags, coefficients, constant }: AuditedShortcut, tokens: Int32Array, index: number): number {
  return lags.reduce((sum, lag, term) => sum + (coefficients[term] ?? 0) * (tokens[index - lag] ?? 0), constant ?? 0);
}

// Figure 2 of the paper.
test.each([
  ["recursive", "2 0 3 1 6 3 6 2 3 0 4 2", [7, 8, 9, 10]],
  ["chain-of-thought", "2 0 3 1 6 5 0 6 6 0 0 1", [0, 8, 9, 10]],
  ["semi-recursive", "2 0 3 1 6 5 5 2 1 4 1 0", [3, 8, 9, 10]],
] as const)("the page begins with the paper's Figure 2: %s", (task, tokens, sources) => {
  const { initial } = posGenForm;
  const shown = sequenceTask({ ...initial, task });
  expect(generateSequence(shown, initial.seed, initial.at + 1).join(" ")).toBe(tokens);
  expect(readBy(shown, initial.at)).toEqual(sources);
});

test("the tokens said to make a token do make it", () => {
  fc.assert(
    fc.property(states, (state) => {
      const task = sequenceTask({ ...state, rule: "sum" });
      const tokens = generateSequence(task, state.seed, shownLength);
      const read = readBy(task, state.at).map((index) => tokens[index] ?? 0);
      expect(read.reduce((sum, token) => sum + token, 0) % state.modulus).toBe(tokens[state.at]);
      expect(ruleInWords(task, tokens, state.at)).toMatch(new RegExp(` is ${tokens[state.at]}$`, "u"));
      expect(sourcesOf(task, state.at).far.every((index) => index >= 0 && index < state.at)).toBe(true);
    }),
  );
});

test.each([
  ["recursive", [1, 5], (index: number) => index > seedLength],
  ["chain-of-thought", [1, 4], (index: number) => index > seedLength],
  ["semi-recursive", [1, 4], (index: number) => index > seedLength && (index - seedLength) % 2 === 1],
] as const)("the sum's shortcut is marked on just the tokens that it answers: %s", (name, lags, answers) => {
  for (const modulus of [7, 12, 17]) {
    const task = sequenceTask({ task: name, rule: "sum", modulus });
    const { shortcuts, answers: answered } = viewShortcuts(task, shownLength);
    expect(shortcuts.map((shortcut) => shortcut.lags)).toEqual([lags]);
    expect(answered.map((shortcut) => shortcut !== undefined)).toEqual(answered.map((_, index) => answers(index)));
  }
});

test.each([3, 7, 23])("with a random table of more than two symbols no token has a shortcut: %i", (modulus) => {
  for (const task of taskNames) {
    const table = sequenceTask({ task, rule: "table", modulus });
    const { shortcuts, shortcutAccuracy, answers } = viewShortcuts(table, shownLength);
    expect(answers.every((answer) => answer === undefined)).toBe(true);
    expect(shortcuts).toEqual([]);
    expect(shortcutAccuracy).toBeCloseTo(1 / modulus, 12);
  }
});

// Two symbols in a table: its sequences end in few states, where shortcuts hold that did not hold before.
test.each(taskNames)("a token is said to be answered only where the shortcut is right for every seed: %s", (name) => {
  const task = sequenceTask({ task: name, rule: "table", modulus: 2 });
  const { answers } = viewShortcuts(task, shownLength);
  for (let seed = 0; seed < 2 ** seedLength; seed++) {
    const bits = Array.from({ length: seedLength }, (_, place) => (seed >> place) & 1);
    const tokens = generateSequence(task, bits, shownLength);
    for (const [index, shortcut] of answers.entries())
      if (shortcut !== undefined) expect(shortcutValue(shortcut, tokens, index) % 2).toBe(tokens[index]);
  }
});

test("a shortcut is written as a reader would: 16 modulo 17 is a minus", () => {
  const task = sequenceTask({ task: "semi-recursive", rule: "sum", modulus: 17 });
  const [shortcut] = viewShortcuts(task, shownLength).shortcuts;
  if (shortcut === undefined) throw new Error("expected a shortcut");
  expect(shortcutRule(shortcut, 17)).toBe("2 × the one before − the one 4 before, modulo 17");
  expect(shortcutInWords(shortcut, task, [0, 9, 0, 0, 3, 14], 5)).toBe("2 × 3 − 9 = −3, and −3 modulo 17 is 14");
});

test.each([
  ["2 0 3 1", null],
  [" 2,0;3, 1 ", null],
  ["2 0 x 1", "“x” is no token. Tokens are whole numbers from 0 to 6."],
  ["2 0 3 -1", "“-1” is no token."],
  ["2 0 3 1.5", "“1.5” is no token."],
  ["2 0 3 7", "7 is too large. With modulus 7"],
  ["2031", "Put spaces between them."],
  ["2 0 3", "Four tokens make a seed; this has three tokens."],
  ["2 0 3 1 4", "this has five tokens"],
  ["", "this has no tokens"],
  ["9".repeat(400), "999999999999…"],
])("a seed %j: %j", (text, problem) => {
  const reading = readSeed(text, 7, seedLength);
  if (problem === null) expect(reading.seed).toEqual([2, 0, 3, 1]);
  else expect(reading.problem).toContain(problem);
});

test("a link shows the state that it was copied from, and any hash is a state whose sequence can be made", () => {
  expectKeptInLinks(posGenForm, states);
  forTypedHashes(posGenForm, ["3", "6 6 6 6", "24", "1e3"], (state) => {
    const tokens = generateSequence(sequenceTask(state), state.seed, shownLength);
    expect(tokens[state.at]).toBeLessThan(state.modulus);
  });
});

test("no two tokens stand on one another, and every arc stays within the drawing", () => {
  for (const size of figureSizes) {
    const { at, arc, side, width, height } = tokenLayout(size, shownLength, true);
    const corners = Array.from({ length: shownLength }, (_, index) => at(index));
    for (const [index, { x, y }] of corners.entries()) {
      expect(x + side).toBeLessThanOrEqual(width);
      for (const other of corners.slice(index + 1))
        expect(Math.max(Math.abs(other.x - x), Math.abs(other.y - y))).toBeGreaterThan(side);
    }
    for (let to = seedLength; to < shownLength; to++) {
      for (const way of ["above", "below"] as const) {
        const numbers =
          arc(0, to, way)
            .match(/-?\d+(?:\.\d+)?/gu)
            ?.map(Number) ?? [];
        expect(numbers).toHaveLength(8);
        // A curve stays within three quarters of the way to its two middle points.
        const [, from = 0, , bend = 0] = numbers;
        expect(from + 0.75 * (bend - from)).toBeGreaterThanOrEqual(0);
        expect(from + 0.75 * (bend - from)).toBeLessThanOrEqual(height);
      }
    }
  }
});
