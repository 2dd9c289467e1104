import { expect, it } from "vitest";
import { comparisonTable } from "../src/demo/comparison-table.js";
import { demoPlans, fullSize } from "../src/demo/demo-plans.js";

/** Results by seed for RoPE, then Resonance RoPE. */
function table(without: readonly number[], rounded: readonly number[]): string {
  const plans = demoPlans(fullSize, without.length, false);
  return comparisonTable(
    plans.map((plan) => {
      const oodAccuracy = (plan.rope.wavelengths === "nearest-integer" ? rounded : without)[plan.seed] as number;
      const result = { version: 1, runId: "a", idAccuracy: 0.984, oodAccuracy, accuracyByPosition: [] } as const;
      return { plan, result: { ...result, validationLoss: 0.05, steps: 1200, secondsPerStep: 0.01, backend: "cpu" } };
    }),
  );
}

it("means, each seed, and the paper's figure stand beside each other", () => {
  const lines = table([0.35, 0.22], [0.5, 0.56]).split("\n");
  expect(lines[0]).toBe("  accuracy on positions 65-256 (never trained), % of 192 000 tokens a seed; chance 5.88");
  expect(lines[2]).toMatch(/^ {2}RoPE +28\.5 +69\.56 +35 22$/u);
  expect(lines[3]).toMatch(/^ {2}Resonance RoPE +53\.0 +75\.25 +50 56$/u);
});

it("the difference is Resonance less plain, seed by seed", () => {
  expect(table([0.3, 0.2], [0.4, 0.5])).toContain(
    "moved RoPE by +20.0 points on average (+10.0 to +30.0), up on 2 of 2 seeds.",
  );
  expect(table([0.3, 0.2], [0.4, 0.5])).toContain("The same sign on every seed.");
  expect(table([0.4, 0.2], [0.3, 0.2])).toContain("by -5.0 points on average (-10.0 to +0.0), up on 0 of 2 seeds.");
});

it("too few seeds are said to decide nothing", () => {
  expect(table([0.3, 0.4], [0.4, 0.3])).toContain("Not one sign on every seed: so few do not decide it.");
  expect(table([0.3], [0.4])).toContain("One seed decides nothing.");
});
