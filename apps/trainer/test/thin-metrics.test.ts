import type { MetricRow } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thinMetrics } from "../src/commands/runs/thin-metrics.js";

const stepRow = (step: number): MetricRow => ({
  type: "step",
  step,
  trainingLoss: 3 / step,
  learningRate: 1e-3,
  gradientNorm: 1,
  seconds: 0.1,
});
const evaluationRow = (step: number): MetricRow => ({
  type: "evaluation",
  step,
  validationLoss: 1,
  idAccuracy: 1,
  oodAccuracy: 0.5,
  seconds: 1,
});

/** As training appends them: an evaluation after every so many steps, none if 0. */
const course = fc
  .record({ steps: fc.nat({ max: 900 }), every: fc.nat({ max: 40 }) })
  .map(({ steps, every }) =>
    Array.from({ length: steps }, (_, index) => index + 1).flatMap((step) =>
      every > 0 && step % every === 0 ? [stepRow(step), evaluationRow(step)] : [stepRow(step)],
    ),
  );
const most = fc.integer({ min: 2, max: 250 });
const ofType = (rows: readonly MetricRow[], type: MetricRow["type"]): MetricRow[] =>
  rows.filter((row) => row.type === type);

describe("metrics thinned for keeping", () => {
  it("keep every evaluation, the first and the last step, and the order, within the number of rows", () => {
    fc.assert(
      fc.property(course, most, (rows, limit) => {
        const thinned = thinMetrics(rows, limit);
        const evaluations = ofType(rows, "evaluation");
        expect(ofType(thinned, "evaluation")).toEqual(evaluations);
        expect(ofType(thinned, "step")[0]).toBe(ofType(rows, "step")[0]);
        expect(ofType(thinned, "step").at(-1)).toBe(ofType(rows, "step").at(-1));
        expect(rows.filter((row) => thinned.includes(row))).toEqual(thinned);
        expect(thinned.length).toBe(Math.min(rows.length, Math.max(limit, evaluations.length + 2)));
      }),
    );
  });

  it("keep steps at even distances: no two gaps differ by more than one", () => {
    fc.assert(
      fc.property(course, most, (rows, limit) => {
        const steps = ofType(thinMetrics(rows, limit), "step").map(({ step }) => step);
        const gaps = steps.slice(1).map((step, index) => step - (steps[index] as number));
        if (gaps.length > 0) expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("stay as they are when they are thinned again", () => {
    fc.assert(
      fc.property(course, most, (rows, limit) => {
        const thinned = thinMetrics(rows, limit);
        expect(thinMetrics(thinned, limit)).toEqual(thinned);
      }),
    );
  });
});
