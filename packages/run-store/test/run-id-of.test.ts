import type { TrainingPlan } from "@resonance-rope/contracts";
import { expect, test } from "vitest";
import { runIdOf } from "../src/index.js";
import { examplePlan } from "./example-run.js";

test("a plan's name is its task, scaling, wavelengths, seed and hash", () => {
  const plan = { task: "recursive", rope: { scaling: { type: "yarn" }, wavelengths: "nearest-integer" }, seed: 3 };
  // Python: sha256(json.dumps(plan, sort_keys=True, separators=(",", ":")).encode()).hexdigest()[:8]
  expect(runIdOf(plan as TrainingPlan)).toBe("recursive-yarn-nearest-integer-s3-458bb45a");
});

test("the order of keys does not matter, at any depth", () => {
  const reversed = JSON.parse(JSON.stringify(examplePlan), (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toReversed())
      : value,
  ) as typeof examplePlan;
  expect(Object.keys(reversed)[0]).not.toBe(Object.keys(examplePlan)[0]);
  expect(runIdOf(reversed)).toBe(runIdOf(examplePlan));
});

test("any other plan has another name", () => {
  const names = [
    examplePlan,
    { ...examplePlan, seed: 1 },
    { ...examplePlan, threads: 2 },
    { ...examplePlan, optimizer: { ...examplePlan.optimizer, beta1: 0.91 } },
    { ...examplePlan, rope: { ...examplePlan.rope, wavelengths: "nearest-integer" as const } },
  ].map(runIdOf);
  expect(new Set(names).size).toBe(names.length);
});

test("wavelengths from the user are called given", () => {
  const wavelengths = { type: "given", wavelengthsTokens: [6, 9] } as const;
  expect(runIdOf({ ...examplePlan, rope: { ...examplePlan.rope, wavelengths } })).toMatch(
    /^chain-of-thought-yarn-given-s0-[0-9a-f]{8}$/u,
  );
});
