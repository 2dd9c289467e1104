import * as fc from "fast-check";
import { expect, test } from "vitest";
import { explorerLines } from "../src/explorer-data.js";
import { type ExplorerLine, settingText } from "../src/explorer-line.js";
import type { FinishedRun } from "../src/finished-run.js";
import { distinctLines } from "../src/pages/explorer/distinct-lines.js";
import { reportData } from "../src/report-data.js";
import { type RunShape, syntheticRun } from "./run-folders.js";

function finished(shape: RunShape): FinishedRun {
  const { record, result } = syntheticRun({ steps: 20, ...shape });
  if (result === null) throw new RangeError("finished: expected a run with a result");
  return { record, result, curves: { training: [], validation: [] }, place: 0 };
}

function dataOf(...shapes: RunShape[]): ReturnType<typeof reportData> {
  return reportData({ finished: shapes.map(finished), unused: [] });
}

test("seeds of one plan are averaged, with the lowest and the highest", () => {
  const { experiments, records } = dataOf(
    { seed: 2, result: { oodAccuracy: 0.3 } },
    { seed: 0, result: { oodAccuracy: 0.6 } },
    { seed: 1, result: { oodAccuracy: 0.3 } },
  );
  expect(records).toBe(3);
  const [encoding] = experiments[0]?.encodings ?? [];
  expect(encoding?.oodAccuracy).toEqual({ mean: expect.closeTo(0.4, 12) as number, low: 0.3, high: 0.6, count: 3 });
  expect(encoding?.runs.map(({ record }) => record.plan.seed)).toEqual([0, 1, 2]);
});

test("runs that differ in anything but encoding and seed are never averaged", () => {
  const { experiments } = dataOf(
    {},
    { seed: 1 },
    { plan: { threads: 1 }, seed: 1 },
    { steps: 30 },
    { task: "recursive" },
    { plan: { batchSize: 32 } },
    { plan: { rule: { type: "random-table", seed: 1 } } },
  );
  expect(experiments.map(({ encodings }) => encodings[0]?.runs.length).toSorted()).toEqual([1, 1, 1, 1, 1, 2]);
  expect(new Set(experiments.map(({ anchor }) => anchor)).size).toBe(6);
});

test("encodings stand in the paper's order, whatever order the folders have", () => {
  const { experiments } = dataOf(
    { scaling: "linear" },
    { scaling: "yarn", wavelengths: "nearest-integer" },
    { wavelengths: "best-rational" },
    { scaling: "yarn" },
    { wavelengths: "nearest-integer" },
    {},
  );
  expect(experiments[0]?.encodings.map(({ name }) => name)).toEqual([
    "RoPE",
    "Resonance RoPE",
    "RoPE (best rational)",
    "YaRN",
    "Resonance YaRN",
    "Linear",
  ]);
});

test("experiments stand in the paper's order, of one task the paper's protocol first and the longest training", () => {
  const { experiments } = dataOf(
    { plan: { protocol: "released-code" } },
    { steps: 20 },
    { steps: 40 },
    { task: "recursive" },
  );
  expect(experiments.map(({ plan }) => [plan.task, plan.protocol, plan.steps])).toEqual([
    ["recursive", "paper", 20],
    ["chain-of-thought", "paper", 40],
    ["chain-of-thought", "paper", 20],
    ["chain-of-thought", "released-code", 20],
  ]);
});

test("two encodings of one name are kept apart and named by their settings", () => {
  const yarn = syntheticRun({ scaling: "yarn" }).record.plan.rope;
  const other = { ...yarn, scaling: { ...yarn.scaling, beta: 32 } } as typeof yarn;
  const { experiments } = dataOf({ scaling: "yarn" }, { scaling: "yarn", plan: { rope: other, trainingRope: other } });
  const names = experiments[0]?.encodings.map(({ name }) => name) ?? [];
  expect(names.toSorted()).toEqual(["YaRN (beta 2)", "YaRN (beta 32)"]);
});

test("encodings of an experiment have names of their own, which say no setting that all of one name share", () => {
  const yarn = syntheticRun({ scaling: "yarn" }).record.plan.rope;
  const changes = fc.record({ beta: fc.constantFrom(2, 32), truncate: fc.boolean(), factor: fc.constantFrom(2, 4) });
  const distinct = fc.uniqueArray(changes, { minLength: 1, maxLength: 8, selector: (each) => JSON.stringify(each) });
  fc.assert(
    fc.property(distinct, (all) => {
      const ropes = all.map((change) => ({ ...yarn, scaling: { ...yarn.scaling, ...change } }) as typeof yarn);
      const { experiments } = dataOf(
        ...ropes.map((rope) => ({ scaling: "yarn" as const, plan: { rope, trainingRope: rope } })),
      );
      const names = experiments[0]?.encodings.map(({ name }) => name) ?? [];
      expect(new Set(names).size).toBe(all.length);
      for (const field of ["beta", "truncate", "factor"] as const) {
        const differs = new Set(all.map((each) => each[field])).size > 1;
        for (const name of names) expect(name.includes(`${field} `)).toBe(differs);
      }
    }),
    { numRuns: 30 },
  );
});

test("a mean holds a seed once: a run that only was evaluated or saved more seldom is left out, and listed", () => {
  const often = { plan: { evaluateEverySteps: 10 }, result: { oodAccuracy: 0.2 } };
  const seldom = { plan: { evaluateEverySteps: 20, checkpointEverySteps: 5 }, result: { oodAccuracy: 0.2 } };
  const other = { seed: 1, result: { oodAccuracy: 0.5 } };
  for (const shapes of [
    [often, seldom, other],
    [other, seldom, often],
  ]) {
    const { experiments, records, unused } = dataOf(...shapes);
    expect(experiments[0]?.encodings[0]?.oodAccuracy).toMatchObject({ mean: 0.35, count: 2 });
    expect(records).toBe(2);
    expect(unused).toEqual([
      {
        folder: finished(seldom).record.runId,
        reason: expect.stringContaining(finished(often).record.runId) as string,
      },
    ]);
  }
});

test("of a seed that was run twice the folder that was named first counts", () => {
  const later = { ...finished({ plan: { evaluateEverySteps: 10 } }), place: 1 };
  const earlier = finished({ plan: { evaluateEverySteps: 20 } });
  const { unused } = reportData({ finished: [later, earlier], unused: [] });
  expect(unused.map(({ folder }) => folder)).toEqual([later.record.runId]);
});

test("of lines that are drawn together the name says only what differs among them", () => {
  const { experiments } = dataOf(
    {},
    { plan: { protocol: "released-code" } },
    { steps: 40 },
    { plan: { batchSize: 32 } },
    { plan: { batchSize: 32, modulus: 7 } },
    { task: "recursive" },
  );
  const lines = explorerLines(experiments);
  const namesOf = (wanted: (line: ExplorerLine) => boolean): string[] =>
    distinctLines(lines.filter(wanted)).map(({ name }) => name);
  const has = (text: string) => (line: ExplorerLine) => settingText(line).includes(text);
  expect(namesOf(({ task }) => task === "Recursive")).toEqual(["RoPE"]);
  expect(namesOf(has("batch size 32"))).toEqual(["RoPE · modulus 17", "RoPE · modulus 7"]);
  expect(namesOf((line) => has("40 steps")(line) || has("released")(line))).toEqual([
    "RoPE · protocol paper · 40 steps",
    "RoPE · protocol released-code · 20 steps",
  ]);
  expect(new Set(namesOf(() => true)).size).toBe(lines.length);
});

test("two numbers of one choice of wavelengths are told apart by name and by dash", () => {
  const divisorsOf = (periodTokens: number) => ({ wavelengths: { type: "divisors-of", periodTokens } }) as const;
  const { experiments } = dataOf(divisorsOf(64), divisorsOf(5040));
  const encodings = experiments[0]?.encodings ?? [];
  expect(encodings.map(({ name }) => name).toSorted()).toEqual(["RoPE (divisors of 5040)", "RoPE (divisors of 64)"]);
  expect(new Set(encodings.map(({ style }) => style.dash)).size).toBe(2);
});
