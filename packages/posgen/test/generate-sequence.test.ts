import { type Rule, type SequenceTask, type TaskName, randomSource, taskNames } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generateSequence, generateSequences, paperTask } from "../src/index.js";
import { refused } from "./refused.js";
import { compileTask } from "../src/compile-task.js";

/** The three tasks as section 4 of the paper writes them, slowly; far start floor((l - (j + k)) / 2). */
function slowSequence(task: SequenceTask, seed: readonly number[], length: number): number[] {
  const { name, farTokens: j, nearTokens: k } = task;
  const rule = slowRule(task);
  const sequence = [...seed];
  for (let l = j + k; l < length; l++) {
    const farStart = { recursive: l - (j + k), "chain-of-thought": 0, "semi-recursive": Math.floor((l - (j + k)) / 2) };
    const far = sequence.slice(farStart[name], farStart[name] + j);
    sequence.push(rule([...far, ...sequence.slice(l - k)]));
  }
  return sequence;
}

function slowRule({ rule, farTokens, nearTokens, modulus }: SequenceTask): (window: readonly number[]) => number {
  const sum = (window: readonly number[]): number => window.reduce((total, token) => total + token, 0);
  const number = (tokens: readonly number[]): number => tokens.reduce((index, token) => index * modulus + token, 0);
  const drawn = (seed: number, tokens: number): number[] => {
    const random = randomSource(seed).fork(rule.type);
    return Array.from({ length: modulus ** tokens }, () => random.integer(modulus));
  };
  switch (rule.type) {
    case "sum-modulo":
      return (window) => sum(window) % modulus;
    case "linear":
      return (window) => {
        const value = window.reduce((total, token, i) => total + token * (rule.coefficients[i] ?? NaN), rule.constant);
        return ((value % modulus) + modulus) % modulus;
      };
    case "random-table": {
      const entries = drawn(rule.seed, farTokens + nearTokens);
      return (window) => entries[number(window)] ?? NaN;
    }
    case "nonsingular-table": {
      const added = drawn(rule.seed, farTokens + 1);
      return (window) => {
        const read = [...window.slice(0, farTokens), ...window.slice(-1)];
        return ((window[farTokens] ?? NaN) + (added[number(read)] ?? NaN)) % modulus;
      };
    }
    case "table":
      return (window) => rule.entries[number(window)] ?? NaN;
    case "squared-sine":
      return (window) => Math.floor(Math.sin(sum(window)) ** 2 * modulus);
    case "absolute-sine":
      return (window) =>
        Math.min(modulus - 1, Math.floor(Math.abs(Math.sin((2 * Math.PI * sum(window)) / modulus)) * modulus));
  }
}

const tasks: fc.Arbitrary<SequenceTask> = fc
  .record({
    name: fc.constantFrom(...taskNames),
    farTokens: fc.integer({ min: 0, max: 3 }),
    nearTokens: fc.integer({ min: 1, max: 3 }),
    modulus: fc.integer({ min: 2, max: 5 }),
  })
  .chain((sizes) => {
    const window = sizes.farTokens + sizes.nearTokens;
    const token = fc.nat(sizes.modulus - 1);
    const rule: fc.Arbitrary<Rule> = fc.oneof(
      fc.constant<Rule>({ type: "sum-modulo" }),
      fc.constant<Rule>({ type: "squared-sine" }),
      fc.constant<Rule>({ type: "absolute-sine" }),
      fc.record({
        type: fc.constantFrom("random-table" as const, ...(sizes.nearTokens > 1 ? ["nonsingular-table" as const] : [])),
        seed: fc.nat(9),
      }),
      fc.record({
        type: fc.constant("linear" as const),
        coefficients: fc.array(fc.integer({ min: -20, max: 20 }), { minLength: window, maxLength: window }),
        constant: fc.integer({ min: -20, max: 20 }),
      }),
      fc.record({
        type: fc.constant("table" as const),
        entries: fc
          .array(token, { minLength: 1, maxLength: 50 })
          .map((some) => Array.from({ length: sizes.modulus ** window }, (_, index) => some[index % some.length] ?? 0)),
      }),
    );
    return fc.record({ ...Object.fromEntries(Object.entries(sizes).map(([k, v]) => [k, fc.constant(v)])), rule });
  }) as fc.Arbitrary<SequenceTask>;

describe("generateSequence", () => {
  const figure2: [TaskName, string][] = [
    ["recursive", "2 0 3 1 6 3 6 2 3 0 4 2"],
    ["chain-of-thought", "2 0 3 1 6 5 0 6 6 0 0 1"],
    ["semi-recursive", "2 0 3 1 6 5 5 2 1 4 1 0"],
  ];
  test.each(figure2)("gives the row %s of the paper's Figure 2", (name, row) => {
    expect(generateSequence({ ...paperTask(name), modulus: 7 }, [2, 0, 3, 1], 12).join(" ")).toBe(row);
  });

  test("agrees with the paper's formulas for any j, k, M, task and rule", () => {
    fc.assert(
      fc.property(tasks, fc.infiniteStream(fc.nat(100)), fc.nat(40), (task, stream, more) => {
        const seedLength = task.farTokens + task.nearTokens;
        const seed = [...stream.take(seedLength)].map((token) => token % task.modulus);
        const length = seedLength + more;
        expect([...generateSequence(task, seed, length)]).toEqual(slowSequence(task, seed, length));
      }),
      { numRuns: 200 },
    );
  });

  test("a batch is its sequences one after the other", () => {
    for (const name of taskNames) {
      const { tokens, count, length, seedLength } = generateSequences(paperTask(name), [1, 2, 3, 4, 16, 0, 5, 9], 40);
      expect({ count, length, seedLength }).toEqual({ count: 2, length: 40, seedLength: 4 });
      expect(tokens.slice(0, 40)).toEqual(generateSequence(paperTask(name), [1, 2, 3, 4], 40));
      expect(tokens.slice(40)).toEqual(generateSequence(paperTask(name), [16, 0, 5, 9], 40));
    }
  });

  test("stays exact at the largest modulus", () => {
    const modulus = 2 ** 26;
    const seed = [modulus - 1, modulus - 2, modulus - 3, modulus - 4];
    const task = { ...paperTask("recursive"), modulus };
    expect(generateSequence(task, seed, 5)[4]).toBe(modulus - 10);
    const rule: Rule = { type: "linear", coefficients: [0, 0, 0, modulus - 1], constant: -1 };
    // (M - 1)(M - 4) - 1 = 4 - 1 modulo M
    expect(generateSequence({ ...task, rule }, seed, 5)[4]).toBe(3);
  });

  test("says what is wrong with a length, a seed, a task", () => {
    const task = paperTask("recursive");
    expect(refused(() => generateSequence(task, [1, 2, 3, 4], 3)).message).toContain("j + k = 4");
    expect(refused(() => generateSequence(task, [1, 2, 3], 9)).message).toContain("which is 4, got 3");
    expect(refused(() => generateSequence(task, [1, 2, 3, 17], 9)).message).toContain("from 0 to 16, got 17");
    expect(refused(() => generateSequence(task, [1, 2, 3, -1], 9)).message).toContain("got -1");
    expect(refused(() => generateSequence(task, [1, 2, 3, 0.5], 9)).message).toContain("got 0.5");
    expect(refused(() => generateSequence({ ...task, modulus: 1 }, [0, 0, 0, 0], 9)).message).toContain("modulus");
    expect(refused(() => generateSequence({ ...task, farTokens: 2000 }, [0], 9)).message).toContain("j + k");
    expect(refused(() => generateSequences(task, [1, 2, 3, 4, 5], 9)).message).toContain("4 tokens each");
    expect(refused(() => generateSequence(task, [1, 2, 3, 4], 2 ** 40)).message).toContain("2^28");
  });
});

const entriesOf = (rule: Rule, modulus: number): number[] =>
  Array.from(compileTask({ ...paperTask("recursive"), modulus, rule }, "test").rule.entries ?? []);

describe("rules", () => {
  test("the sine rules give the numbers of Python's", () => {
    // [math.floor(math.sin(s)**2 * 17) for s in range(65)], Python 3.11
    expect(entriesOf({ type: "squared-sine" }, 17).slice(0, 24)).toEqual([
      0, 12, 14, 0, 9, 15, 1, 7, 16, 2, 5, 16, 4, 3, 16, 7, 1, 15, 9, 0, 14, 11, 0, 12,
    ]);
    // [math.floor(abs(math.sin(2*math.pi*s/17)) * 17) for s in range(65)], Python 3.11
    expect(entriesOf({ type: "absolute-sine" }, 17).slice(0, 18)).toEqual([
      0, 6, 11, 15, 16, 16, 13, 8, 3, 3, 8, 13, 16, 16, 15, 11, 6, 0,
    ]);
  });

  test("a sine of one stays inside the vocabulary", () => {
    expect(entriesOf({ type: "absolute-sine" }, 4)).toEqual([0, 3, 0, 3, 0, 3, 0, 3, 0, 3, 0, 3, 0]);
  });

  test("a random table is the same for the same seed, another for another, and uniform", () => {
    const entries = entriesOf({ type: "random-table", seed: 0 }, 17);
    expect(entries).toEqual(entriesOf({ type: "random-table", seed: 0 }, 17));
    expect(entries).not.toEqual(entriesOf({ type: "random-table", seed: 1 }, 17));
    expect(entries).toHaveLength(17 ** 4);
    // randomSource(0).fork("random-table"), integer(17) each
    expect(entries.slice(0, 8)).toEqual([11, 12, 2, 14, 15, 0, 3, 8]);
    const counts = Array.from({ length: 17 }, (_, token) => entries.filter((entry) => entry === token).length);
    // 83521 / 17 = 4913 each, standard deviation 68: five of them
    for (const count of counts) expect(Math.abs(count - 4913)).toBeLessThan(340);
  });

  test("a nonsingular table is the same for the same seed, another for another, and uniform", () => {
    // Windows with no first near token hold g: far, 0, 0, last.
    const added = (seed: number): number[] => {
      const entries = entriesOf({ type: "nonsingular-table", seed }, 17);
      return Array.from({ length: 17 ** 2 }, (_, at) => entries[Math.floor(at / 17) * 17 ** 3 + (at % 17)] ?? NaN);
    };
    expect(added(0)).toEqual(added(0));
    expect(added(0)).not.toEqual(added(1));
    // randomSource(0).fork("nonsingular-table"), integer(17) each
    expect(added(0).slice(0, 8)).toEqual([9, 14, 11, 2, 0, 8, 11, 2]);
    const many = Array.from({ length: 20 }, (_, seed) => added(seed)).flat();
    const counts = Array.from({ length: 17 }, (_, token) => many.filter((entry) => entry === token).length);
    // 5780 / 17 = 340 each, standard deviation 18: five of them
    for (const count of counts) expect(Math.abs(count - 340)).toBeLessThan(90);
  });

  test("a nonsingular table permutes the near windows under every far token, mostly in long cycles", () => {
    const entries = entriesOf({ type: "nonsingular-table", seed: 0 }, 17);
    const windows = 17 ** 3;
    let inShortCycles = 0;
    for (let far = 0; far < 17; far++) {
      const next = Array.from(
        { length: windows },
        (_, window) => (window % 17 ** 2) * 17 + (entries[far * windows + window] ?? NaN),
      );
      expect(new Set(next).size).toBe(windows);
      const seen = new Set<number>();
      for (let start = 0; start < windows; start++) {
        let length = 0;
        for (let window = start; !seen.has(window); window = next[window] ?? NaN, length++) seen.add(window);
        if (length < 256) inShortCycles += length;
      }
    }
    // 5.4 %; of a random permutation 256 in 4913 = 5.2 %.
    expect(inShortCycles / (17 * windows)).toBeLessThan(0.06);
  });

  test("a nonsingular table with one near token is refused: the token would be both its first and its last", () => {
    const task: SequenceTask = {
      ...paperTask("recursive"),
      nearTokens: 1,
      rule: { type: "nonsingular-table", seed: 0 },
    };
    expect(refused(() => generateSequence(task, [0, 0], 9)).message).toContain("at least k = 2 near tokens");
  });

  test("a table larger than 2^24 entries is refused before it is made", () => {
    const task = { ...paperTask("recursive"), modulus: 65 };
    const rule: Rule = { type: "random-table", seed: 0 };
    expect(refused(() => generateSequence({ ...task, rule }, [0, 0, 0, 0], 9)).message).toContain("2^24");
    const huge = { ...task, farTokens: 900, modulus: 2 ** 26, rule };
    expect(refused(() => generateSequence(huge, [0], 9)).message).toContain("2^24");
  });
});
