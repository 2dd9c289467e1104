/** Whatever is thrown at a public function, it answers with a valid result or an error of this project. */
import { ResonanceError, type SequenceTask, randomSource, taskNames } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as posgen from "../src/index.js";

const wrong = fc.constantFrom<unknown>(
  NaN,
  Infinity,
  -1,
  0,
  0.5,
  2 ** 53,
  1e300,
  "3",
  null,
  undefined,
  {},
  [],
  true,
  5n,
);
const number = (max: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 30, arbitrary: fc.integer({ min: 1, max }) },
    { weight: 1, arbitrary: wrong },
  ) as fc.Arbitrary<number>;
const anything = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 40, arbitrary }, { weight: 1, arbitrary: wrong as fc.Arbitrary<T> });

const rule = anything(
  fc.oneof(
    fc.constantFrom({ type: "sum-modulo" }, { type: "squared-sine" }, { type: "absolute-sine" }),
    fc.record({ type: fc.constantFrom("random-table", "nonsingular-table"), seed: number(9) }),
    fc.record({
      type: fc.constant("linear"),
      coefficients: fc.array(number(9), { maxLength: 6 }),
      constant: number(9),
    }),
    fc.record({ type: fc.constant("table"), entries: fc.array(number(4), { maxLength: 9 }) }),
  ),
);
const task = anything(
  fc.record({
    name: anything(fc.constantFrom(...taskNames)),
    farTokens: number(3),
    nearTokens: number(3),
    modulus: number(7),
    rule,
  }),
) as fc.Arbitrary<SequenceTask>;
const counts = anything(fc.record({ train: number(20), validation: number(5), test: number(5) }));
const options = anything(
  fc.record({
    split: anything(fc.constantFrom("paper" as const, "released-code" as const)),
    sequences: counts,
    trainedLength: number(20),
    testedLength: number(40),
    seed: number(9),
  }),
);
const set = anything(
  fc.record({
    tokens: anything(
      fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 12 }).map((tokens) => Int32Array.from(tokens)),
    ),
    count: number(3),
    length: number(4),
    seedLength: number(3),
  }),
);

/** The result, or undefined where a typed error came. */
function answer<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    expect(ResonanceError.isInstance(error), String(error)).toBe(true);
    expect((error as Error).message).not.toContain("undefined.");
    return undefined;
  }
}
const inside = (tokens: Int32Array, modulus: number): boolean => tokens.every((token) => token >= 0 && token < modulus);

test("generateSequence and generateSequences", () => {
  fc.assert(
    fc.property(task, anything(fc.array(number(5), { maxLength: 8 })), number(50), (of, seed, length) => {
      const tokens = answer(() => posgen.generateSequence(of, seed, length));
      if (tokens !== undefined) expect(tokens.length === length && inside(tokens, of.modulus)).toBe(true);
      const many = answer(() => posgen.generateSequences(of, seed, length));
      if (many !== undefined) expect(inside(many.tokens, of.modulus)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("dataset, contentHash and audit", async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(task, options, async (of, how) => {
      const data = answer(() => posgen.dataset(of, how));
      const report = answer(() => posgen.audit(of, how));
      expect(report === undefined).toBe(data === undefined);
      if (data === undefined || report === undefined) return;
      made++;
      for (const part of [data.train, data.validation, data.test]) {
        expect(part.tokens).toHaveLength(part.count * part.length);
        expect(inside(part.tokens, of.modulus)).toBe(true);
      }
      expect(await posgen.contentHash(data)).toMatch(/^[0-9a-f]{64}$/u);
      for (const share of [report.shortcutAccuracy, report.windowCoverage, report.factCoverage]) {
        expect(share >= 0 && share <= 1).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
  expect(made).toBeGreaterThan(5);
});

test("farTokenUse", async () => {
  const random = randomSource(0);
  const predictions = anything(fc.func(fc.constant(Promise.resolve(new Int32Array(4)))));
  const how = anything(fc.record({ trainedLength: number(4), random: fc.constant(random), predict: predictions }));
  const chain = anything(task.map((of) => (of instanceof Object ? { ...of, name: "chain-of-thought" as const } : of)));
  await fc.assert(
    fc.asyncProperty(chain, set, how, async (of, sequences, asked) => {
      const told = posgen.farTokenUse(of, sequences as posgen.SequenceSet, asked as posgen.FarTokenUseOptions);
      const error: unknown = await told.then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error === null || ResonanceError.isInstance(error), String(error)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("contentHash, batchRows, stepsPerEpoch, writeJsonLines and accuracyByPosition", async () => {
  await fc.assert(
    fc.asyncProperty(set, number(9), number(99), async (of, batchSize, step) => {
      const random = randomSource(0);
      const rows = answer(() => posgen.batchRows(of, { batchSize, random, step }));
      if (rows !== undefined) expect(rows).toHaveLength(batchSize * of.length);
      const steps = answer(() => posgen.stepsPerEpoch(step, batchSize));
      if (steps !== undefined) expect(Number.isSafeInteger(steps)).toBe(true);
      const lines = answer(() => [...posgen.writeJsonLines(of)]);
      if (lines !== undefined) expect(lines).toHaveLength(of.count);
      const accuracy = answer(() => posgen.accuracyByPosition(of?.tokens, of));
      for (const share of accuracy ?? []) expect(share === null || share === 1).toBe(true);
      const hashed = posgen.contentHash({ train: of, validation: of, test: of });
      await expect(hashed.catch((error: unknown) => ResonanceError.isInstance(error))).resolves.toBeTruthy();
    }),
    { numRuns: 400 },
  );
});

test("parseRule, readJsonLines, summarizeAccuracy, paperTask and missing arguments", () => {
  const text = fc.oneof(fc.json(), fc.string(), fc.constant('{"tokens":[1,1,1,1,4]}'));
  fc.assert(
    fc.property(
      task,
      fc.oneof(rule, text, wrong),
      anything(fc.array(anything(text))),
      number(9),
      (of, any, lines, length) => {
        answer(() => posgen.parseRule(any, of));
        answer(() => posgen.readJsonLines(lines, of));
        const summary = answer(() =>
          posgen.summarizeAccuracy([null, length, 0.5, ...(Array.isArray(lines) ? [1] : [])], {
            trainedLength: length,
          }),
        );
        if (summary !== undefined) expect(Number.isFinite(summary.idAccuracy + summary.oodAccuracy)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
  for (const [name, value] of Object.entries(posgen)) {
    // Those that answer with a promise are asked above.
    if (typeof value !== "function" || ["contentHash", "farTokenUse", "paperTask"].includes(name)) continue;
    const call = value as (...values: unknown[]) => unknown;
    answer(() => Array.from((call() ?? []) as Iterable<unknown>));
  }
});
