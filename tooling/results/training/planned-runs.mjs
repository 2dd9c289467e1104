/** What a plan of a sweep asks for, as far as its tables need it: each run's cell and seed. */
import { readFileSync } from "node:fs";
import { ruleName, wavelengthWords } from "@resonance-rope/contracts";
import { parse } from "yaml";

/** The keys of a grid, and the same of a run that is done; a value that a grid may leave out stands behind. */
const keys = {
  task: (plan) => plan.task,
  rule: (plan) => ruleName(plan.rule),
  scaling: (plan) => plan.rope.scaling.type,
  wavelengths: (plan) => wavelengthWords(plan.rope.wavelengths),
  preset: (plan) => plan.preset,
  protocol: (plan) => plan.protocol,
  steps: (plan) => plan.steps,
  modulus: (plan) => plan.modulus,
  threads: (plan) => plan.threads,
  seed: (plan) => plan.seed,
};
const usual = { rule: "sum-modulo", scaling: "none", wavelengths: "as-scaled", modulus: 17 };

/** @returns the plan's own words, and its runs in its order. */
export function plannedRuns(file) {
  const { description, runs } = parse(readFileSync(file, "utf8"));
  return { description, runs: runs.flatMap((grid) => product(Object.entries(grid)).map(pointOf)) };
}

/** A run that is done, in the same words; equal texts for the run that was planned and the one that was made. */
export const nameOf = (point) => JSON.stringify(Object.keys(keys).map((key) => point[key]));
export const pointOfPlan = (plan) => Object.fromEntries(Object.entries(keys).map(([key, read]) => [key, read(plan)]));

function pointOf({ resonance, ...flags }) {
  const unknown = Object.keys(flags).find((key) => !(key in keys));
  if (unknown !== undefined)
    throw new Error(`plannedRuns: no table tells runs apart by ${unknown}; add it to its keys`);
  return { ...usual, ...(resonance ? { wavelengths: "nearest-integer" } : {}), ...flags };
}

/** The first key slowest, as a sweep has it. */
function product([first, ...others]) {
  if (first === undefined) return [{}];
  const [key, values] = first;
  return [values].flat().flatMap((value) => product(others).map((rest) => ({ [key]: value, ...rest })));
}
