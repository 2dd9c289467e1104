import { type Rule, type SequenceTask, randomSource } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { farTokenUse, generateSequence, generateSequences, paperTask } from "../src/index.js";

const trainedLength = 20;
const length = 60;
const random = (): ReturnType<typeof randomSource> => randomSource(7);
const ruledBy = (rule: Rule): SequenceTask => ({ ...paperTask("chain-of-thought"), rule });
const sum = ruledBy({ type: "sum-modulo" });
const nonsingular = ruledBy({ type: "nonsingular-table", seed: 0 });

function sequencesOf(task: SequenceTask, count = 10) {
  const draws = randomSource(3);
  const seedLength = task.farTokens + task.nearTokens;
  const seeds = Array.from({ length: count * seedLength }, () => draws.integer(task.modulus));
  return generateSequences(task, seeds, length);
}

/** A model of the tokens before its own, given row by row. */
const model = (answer: (before: number[]) => number) => async (tokens: Int32Array) =>
  tokens.map((_, at) => answer([...tokens.subarray(at - (at % length), at)]));

/** The rule itself, by the generator: the token after a seed of the far tokens and the near ones. */
const byRule = (task: SequenceTask) =>
  model((before) => {
    const { farTokens, nearTokens } = task;
    if (before.length < farTokens + nearTokens) return 0;
    const seed = [...before.slice(0, farTokens), ...before.slice(-nearTokens)];
    return generateSequence(task, seed, seed.length + 1).at(-1) ?? NaN;
  });

test("a model of the rule follows the new far tokens everywhere, whatever j, k, M and the rule are", async () => {
  const tasks = fc
    .record({
      farTokens: fc.integer({ min: 1, max: 3 }),
      nearTokens: fc.integer({ min: 2, max: 3 }),
      modulus: fc.integer({ min: 2, max: 5 }),
      rule: fc.constantFrom<Rule>(
        { type: "sum-modulo" },
        { type: "random-table", seed: 1 },
        { type: "nonsingular-table", seed: 2 },
        { type: "squared-sine" },
      ),
    })
    .map((sizes): SequenceTask => ({ name: "chain-of-thought", ...sizes }));
  await fc.assert(
    fc.asyncProperty(tasks, async (task) => {
      const predict = byRule(task);
      const use = await farTokenUse(task, sequencesOf(task, 2), { trainedLength, random: random(), predict });
      for (const { tokens, rule, sequence } of [use.trained, use.longer]) {
        expect([rule, sequence]).toEqual(tokens === 0 ? [null, null] : [1, 0]);
      }
    }),
    { numRuns: 30 },
  );
});

test("a model of the sum's shortcut follows the sequence as it was made, but for the token that reads the far one", async () => {
  const shortcut = model((before) => (2 * (before.at(-1) ?? 0) + 16 * (before.at(-4) ?? 0)) % 17);
  const use = await farTokenUse(sum, sequencesOf(sum), { trainedLength, random: random(), predict: shortcut });
  // The sum differs at every token. The first of the 16 in a row has the far token as its x[l-4], and is right by chance.
  expect(use.trained.tokens).toBe(160);
  expect(use.trained.sequence).toBeGreaterThanOrEqual(15 / 16);
  expect(use.trained.rule).toBeLessThanOrEqual(1 / 16);
  expect(use.longer).toEqual({ tokens: 400, rule: 0, sequence: 1 });
});

test("tokens to which both answers are the same do not count", async () => {
  const set = sequencesOf(nonsingular, 50);
  const { trained, longer } = await farTokenUse(nonsingular, set, {
    trainedLength,
    random: random(),
    predict: async () => set.tokens,
  });
  expect([trained.sequence, longer.sequence]).toEqual([1, 1]);
  // One in 17 by chance: of 50 rows of 16 and 40 tokens.
  expect(trained.tokens / 800).toBeCloseTo(16 / 17, 1);
  expect(longer.tokens / 2000).toBeCloseTo(16 / 17, 1);
});

test("says what is wrong with a task, a trained length, predictions", async () => {
  const set = sequencesOf(sum);
  const options = { trainedLength, random: random(), predict: async (tokens: Int32Array) => tokens };
  await expect(farTokenUse({ ...sum, name: "recursive" }, set, options)).rejects.toThrow("far tokens stand still");
  await expect(farTokenUse({ ...sum, farTokens: 0 }, set, options)).rejects.toThrow("j = 0");
  await expect(farTokenUse(sum, set, { ...options, trainedLength: 3 })).rejects.toThrow("trained length");
  const foreign = { ...set, tokens: set.tokens.map((token) => token + 1) };
  await expect(farTokenUse(sum, foreign, options)).rejects.toThrow("from 0 to 16");
  await expect(farTokenUse({ ...sum, nearTokens: 2 }, set, options)).rejects.toThrow("3 seed tokens");
  const one = async (): Promise<Int32Array> => new Int32Array(1);
  await expect(farTokenUse(sum, set, { ...options, predict: one })).rejects.toThrow("each of the 600 tokens, got 1");
});
