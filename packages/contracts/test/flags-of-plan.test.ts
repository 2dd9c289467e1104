import { SCALING_TYPES, type ScalingWithDefaults, withRopeDefaults } from "@resonance-rope/rope-core";
import { expect, test } from "vitest";
import { type RunRecord, flagsOfPlan, flagsOfScaling, ruleName, ruleSchema } from "../src/index.js";
import { exampleDocuments } from "./example-documents.js";

const [, , record] = exampleDocuments.find(([name]) => name === "record") ?? [];
const { plan } = record as RunRecord;

test("no flag is said twice, and none without a value but --resonance and what is turned off", () => {
  const names = flagsOfPlan(plan).map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const [name, value] of flagsOfPlan(plan)) {
    const alone = name === "--resonance" || name.startsWith("--no-");
    expect([name, value === undefined]).toEqual([name, alone]);
  }
});

test.each([
  ["up", ["--wavelengths", "up"]],
  ["as-scaled", ["--wavelengths", "as-scaled"]],
  ["nearest-integer", ["--resonance"]],
  [{ type: "multiples-of", periodTokens: 8 }, ["--wavelengths", "multiples-of:8"]],
] as const)("wavelengths %j", (wavelengths, flag) => {
  expect(flagsOfPlan({ ...plan, rope: { ...plan.rope, wavelengths } })).toContainEqual(flag);
});

test("a list of wavelengths, a table and LongRoPE's lists have no words", () => {
  const flags = flagsOfPlan({
    ...plan,
    rule: { type: "table", entries: [0, 1] },
    rope: {
      ...plan.rope,
      scaling: {
        type: "longrope",
        shortFactors: [1],
        longFactors: [2],
        currentLength: 256,
        originalLength: 64,
        attentionFactor: 1,
      },
      wavelengths: { type: "given", wavelengthsTokens: [6] },
    },
  }).map(([name]) => name);
  for (const missing of ["--rule", "--wavelengths", "--longrope-factors"]) expect(flags).not.toContain(missing);
  expect(flags).toContain("--attention-factor");
});

test("a named rule goes with its seed", () => {
  expect(ruleName(ruleSchema.parse({ type: "random-table", seed: 7 }))).toBe("random-table:7");
  expect(ruleName(ruleSchema.parse({ type: "sum-modulo" }))).toBe("sum-modulo");
  expect(ruleName(ruleSchema.parse({ type: "linear", coefficients: [1], constant: 0 }))).toBeNull();
});

test("a scaling's fields are all there, but lists and what is on by default", () => {
  const numbers = { factor: 4, base: 5e5, currentLength: 256, shortFactors: [1], longFactors: [2] };
  for (const type of SCALING_TYPES) {
    const written = { type, ...numbers } as unknown as ScalingWithDefaults;
    const { scaling } = withRopeDefaults({ headDimension: 2, trainedLength: 64, scaling: written });
    const { type: _, ...fields } = scaling;
    const shown = Object.values(fields).filter((value) => ["number", "string"].includes(typeof value));
    expect(flagsOfScaling(scaling).map(([, value]) => value)).toEqual(shown);
  }
  const yarn = withRopeDefaults({
    headDimension: 2,
    trainedLength: 64,
    scaling: { type: "yarn", factor: 4, truncate: false },
  });
  expect(flagsOfScaling(yarn.scaling)).toContainEqual(["--no-yarn-truncate"]);
});
