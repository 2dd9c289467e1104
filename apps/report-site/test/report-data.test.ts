import { expect, test } from "vitest";
import { type FinishedRun, reportData } from "../src/report-data.js";
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
  expect(names).toHaveLength(2);
  expect(names.some((name) => name.includes("beta 2,"))).toBe(true);
  expect(names.some((name) => name.includes("beta 32,"))).toBe(true);
});

test("two numbers of one choice of wavelengths are told apart by name and by dash", () => {
  const divisorsOf = (periodTokens: number) => ({ wavelengths: { type: "divisors-of", periodTokens } }) as const;
  const { experiments } = dataOf(divisorsOf(64), divisorsOf(5040));
  const encodings = experiments[0]?.encodings ?? [];
  expect(encodings.map(({ name }) => name).toSorted()).toEqual(["RoPE (divisors of 5040)", "RoPE (divisors of 64)"]);
  expect(new Set(encodings.map(({ style }) => style.dash)).size).toBe(2);
});
