import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { learningRate } from "../src/index.js";
import { largestRelativeDifference } from "./largest-difference.js";
import { tinyOptimizer } from "./tiny-model.js";

const optimizer = { ...tinyOptimizer, schedule: "one-cycle", peakLearningRate: 2e-3 } as const;
const rates = (steps: number, warmupFraction: number): number[] =>
  Array.from({ length: steps }, (_, step) => learningRate({ ...optimizer, warmupFraction }, step, steps));

describe("one-cycle", () => {
  // torch 2.13.0: s = OneCycleLR(SGD([p], lr=1), max_lr=2e-3, total_steps=20, pct_start=0.3, cycle_momentum=False);
  // [(s.get_last_lr()[0], s.optimizer.step(), s.step())[0] for _ in range(20)]
  const cycleOf20 = [
    7.999999999999999e-5, 0.0002633436854000504, 0.0007433436854000506, 0.0013366563145999495, 0.0018166563145999494,
    0.002, 0.001974928012470175, 0.0019009692640269472, 0.0017818323551420999, 0.001623491307899526,
    0.0014338860035826015, 0.0012225240438725783, 0.0010000039999999999, 0.0007774839561274215, 0.0005661219964173984,
    0.00037651669210047396, 0.00021817564485790005, 9.903873597305257e-5, 2.5079987529825107e-5, 8e-9,
  ];

  it("is PyTorch's OneCycleLR to 12 digits", () => {
    expect(largestRelativeDifference(rates(20, 0.3), cycleOf20)).toBeLessThan(1e-12);
  });

  it.each([1, 7, 10])("starts at the peak where the warm-up, a tenth of %i steps, is a step or less", (steps) => {
    expect(rates(steps, 0.1)[0]).toBe(2e-3);
  });

  it("is a positive number no larger than the peak at every step of every schedule", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (steps, warmup) => {
        for (const rate of rates(steps, warmup)) {
          expect(rate).toBeGreaterThan(0);
          expect(rate).toBeLessThanOrEqual(2e-3 * (1 + 1e-12));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("linear", () => {
  const linear = (steps: number, warmupFraction: number): number[] =>
    Array.from({ length: steps }, (_, step) =>
      learningRate({ ...optimizer, schedule: "linear", warmupFraction, peakLearningRate: 2e-5 }, step, steps),
    );
  // transformers 5.23.0: s = get_linear_schedule_with_warmup(SGD([p], lr=2e-5), math.ceil(warmup * 10), 10);
  // [(s.get_last_lr()[0], s.optimizer.step(), s.step())[0] for _ in range(10)]
  const warmedAQuarter = [
    0.0, 6.666666666666667e-6, 1.3333333333333333e-5, 2e-5, 1.7142857142857142e-5, 1.4285714285714287e-5,
    1.1428571428571429e-5, 8.571428571428571e-6, 5.7142857142857145e-6, 2.8571428571428573e-6,
  ];

  it("is transformers' schedule to 12 digits", () => {
    expect(linear(10, 0.25)[0]).toBe(0);
    expect(largestRelativeDifference(linear(10, 0.25).slice(1), warmedAQuarter.slice(1))).toBeLessThan(1e-12);
  });

  it("without a warm-up begins at the peak; with nothing else ends below it", () => {
    expect(linear(4, 0)).toEqual([1, 0.75, 0.5, 0.25].map((share) => 2e-5 * share));
    expect(linear(4, 1)).toEqual([0, 0.25, 0.5, 0.75].map((share) => 2e-5 * share));
  });
});

it("constant is the peak at every step", () => {
  expect(learningRate({ ...optimizer, schedule: "constant" }, 0, 10)).toBe(2e-3);
  expect(learningRate({ ...optimizer, schedule: "constant" }, 9, 10)).toBe(2e-3);
});
