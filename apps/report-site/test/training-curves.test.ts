import type { MetricRow } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { trainingCurves } from "../src/training-curves.js";

const rowsOf = (losses: readonly number[]): MetricRow[] =>
  losses.map((trainingLoss, index) => ({
    type: "step",
    step: index + 1,
    trainingLoss,
    learningRate: 1e-3,
    gradientNorm: 1,
    seconds: 0.1,
  }));
const losses = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 2000 });

test("a curve has few points, and loses neither the lowest nor the highest loss, nor the mean", async () => {
  await fc.assert(
    fc.asyncProperty(losses, async (values) => {
      const { training } = await trainingCurves([rowsOf(values)], { steps: values.length });
      expect(training.length).toBeLessThanOrEqual(150);
      expect(Math.min(...training.map(({ low }) => low))).toBe(Math.min(...values));
      expect(Math.max(...training.map(({ high }) => high))).toBe(Math.max(...values));
      expect(training.reduce((count, point) => count + point.count, 0)).toBe(values.length);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const joined = training.reduce((sum, point) => sum + point.count * point.mean, 0) / values.length;
      expect(joined).toBeCloseTo(mean, 9);
      expect(training.at(-1)?.step).toBe(values.length);
    }),
  );
});

test("a run that is not finished has the points of the steps it did", async () => {
  const { training } = await trainingCurves([rowsOf([3, 2]), rowsOf([3, 2, 1]).slice(2)], { steps: 300 });
  expect(training.map(({ step, mean }) => [step, mean])).toEqual([
    [2, 2.5],
    [4, 1],
  ]);
});
