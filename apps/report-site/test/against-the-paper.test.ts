import { audit, paperDatasetOptions, paperResults, paperTask } from "@resonance-rope/posgen";
import { expect, test } from "vitest";
import { compareWithPaper } from "../src/compare-with-paper.js";
import { effectSentence } from "../src/effect-sentence.js";
import { percent } from "../src/format-number.js";
import { honestSentence } from "../src/honest-sentence.js";
import { paperAccuracy } from "../src/paper-accuracy.js";
import { paperParameterCount } from "../src/plan-parameters.js";
import { type Experiment, reportData } from "../src/report-data.js";
import { resonanceEffects } from "../src/resonance-effect.js";
import { firstTokenSentence } from "../src/first-token-sentence.js";
import { shortcutWarning } from "../src/task-words.js";
import { type RunShape, syntheticRun } from "./run-folders.js";

function experimentOf(...shapes: RunShape[]): Experiment {
  const finished = shapes.map((shape) => {
    const { record, result } = syntheticRun({ steps: 10, ...shape });
    if (result === null) throw new RangeError("experimentOf: expected a run with a result");
    return { record, result, curves: { training: [], validation: [] }, place: 0 };
  });
  const [experiment] = reportData({ finished, unused: [] }).experiments;
  if (experiment === undefined) throw new RangeError("experimentOf: expected one experiment");
  return experiment;
}

const demo = syntheticRun({ steps: 10 }).record.plan;
const asPaper: RunShape["plan"] = {
  model: { ...demo.model, width: 512, heads: 8, feedForwardWidth: 2048, dropout: 0.1 },
  optimizer: { ...demo.optimizer, peakLearningRate: 2e-4, schedule: "constant" },
  batchSize: 128,
  steps: 11_850,
  preset: "paper",
};

test("five seeds of the paper's plan are a reproduction, with no setting that differs", () => {
  const experiment = experimentOf(...[0, 1, 2, 3, 4].map((seed) => ({ seed, plan: asPaper })));
  expect(honestSentence(experiment)).toMatch(/^Five seeds per encoding, .*: a reproduction\.$/u);
  expect(honestSentence(experiment)).not.toContain("not a reproduction");
  expect(compareWithPaper(experiment).filter(({ differs }) => differs)).toEqual([]);
});

test.each([
  ["four seeds", [0, 1, 2, 3].map((seed) => ({ seed, plan: asPaper }))],
  ["a tenth of the steps", [0, 1, 2, 3, 4].map((seed) => ({ seed, plan: { ...asPaper, steps: 1185 } }))],
  ["a small model", [0, 1, 2, 3, 4].map((seed) => ({ seed, plan: { ...asPaper, model: demo.model } }))],
  [
    "another protocol",
    [0, 1, 2, 3, 4].map((seed) => ({ seed, plan: { ...asPaper, protocol: "released-code" as const } })),
  ],
])("%s: a demonstration, not a reproduction", (_, shapes) => {
  expect(honestSentence(experimentOf(...shapes))).toContain("a demonstration, not a reproduction");
});

test("only YaRN of the paper's factor stands beside the paper's YaRN", () => {
  const { rope } = syntheticRun({ scaling: "yarn" }).record.plan;
  if (rope.scaling.type !== "yarn") throw new RangeError("expected YaRN");
  expect(paperAccuracy("recursive", rope)?.mean).toBe(95.93);
  expect(paperAccuracy("recursive", { ...rope, scaling: { ...rope.scaling, factor: 8 } })).toBeUndefined();
});

test("the demo's sentence counts its seeds, parameters and sequences", () => {
  // 2 * 18 * 128 + 2 * (4 * 128 * 128 + 2 * 128 * 512 + 2 * 128) + 128 = 398 464 parameters, of the paper's 6 311 424;
  // 1000 * 64 = 64 000 sequences of 11850 * 128.
  expect(paperParameterCount).toBe(6_311_424);
  expect(honestSentence(experimentOf({ steps: 1000 }))).toBe(
    "One seed per encoding, a model with 6.3\u00a0% of the paper’s parameters and 4.2\u00a0% of the paper’s training (64\u202f000 sequences seen): a demonstration, not a reproduction.",
  );
});

test("what a shortcut alone would score on the semi-recursive task is what the audit finds, above the paper's best", () => {
  const { shortcutAccuracy } = audit(paperTask("semi-recursive"), paperDatasetOptions);
  const plan = { ...demo, task: "semi-recursive" as const };
  expect(shortcutWarning(plan)).toContain(`would score ${percent(shortcutAccuracy)}`);
  const best = Math.max(...Object.values(paperResults["semi-recursive"] ?? {}).map(({ mean }) => mean));
  expect(best).toBeLessThan(100 * shortcutAccuracy);
});

test("the sentence on the first token has the extremes of all runs, of the token right after the seed", () => {
  const { plan, encodings, anchor } = experimentOf(
    { seed: 0 },
    { seed: 1 },
    { seed: 0, wavelengths: "nearest-integer" },
  );
  const shares = [0.05, 0.0625, 0.04];
  const withShares = encodings.map((encoding) => ({
    ...encoding,
    runs: encoding.runs.map((run) => {
      const accuracyByPosition = [null, null, null, null, shares.pop() ?? NaN, 1, 1];
      return { ...run, result: { ...run.result, accuracyByPosition } };
    }),
  }));
  const whole = firstTokenSentence({ anchor, plan, encodings: withShares });
  expect(whole).toMatch(/is right in 4\.0 to 6\.3\u00a0% of test sequences; guessing gives 5\.9\u00a0%\.$/u);
  const released = { ...plan, split: "released-code" as const };
  expect(firstTokenSentence({ anchor, plan: released, encodings: withShares })).toBe(
    whole.replace(
      /; guessing.*$/u,
      ". That says little here: the tokens that are given are sorted, and may have been met in training.",
    ),
  );
  const [one] = withShares;
  expect(
    firstTokenSentence({ anchor, plan, encodings: one === undefined ? [] : [{ ...one, runs: one.runs.slice(0, 1) }] }),
  ).toMatch(/is right in \d\.\d\u00a0% of/u);
});

test("half a point and more is a difference, less is level", () => {
  expect(sentence(0.36, 0.366)).toContain("0.6 points ahead of");
  expect(sentence(0.36, 0.354)).toContain("0.6 points behind");
  expect(sentence(0.36, 0.364)).toContain("level with");
});

test("a gain, a loss and a tie by Resonance are each said as what they are", () => {
  expect(sentence(0.36, 0.75)).toBe("Resonance RoPE is 39.0 points ahead of RoPE on the one seed run with both.");
  expect(sentence(0.82, 0.376, [0, 1])).toBe(
    "Resonance RoPE is 44.4 points behind RoPE on average, and ahead on none of two seeds.",
  );
  expect(sentence(0.5, 0.504, [0, 1, 2])).toBe(
    "Resonance RoPE is level with RoPE on average, and ahead on all three seeds.",
  );
});

test("only seeds that were run with both decide the difference", () => {
  const runs = experimentOf(
    { seed: 0, result: { oodAccuracy: 0.6 } },
    { seed: 1, result: { oodAccuracy: 0.3 } },
    { seed: 0, result: { oodAccuracy: 0.5 }, wavelengths: "nearest-integer" },
  );
  expect(resonanceEffects(runs).map(effectSentence)[0]).toMatch(/^Resonance RoPE is 10\.0 points behind RoPE /u);
});

test("without the other encoding, or a shared seed, no effect is claimed from seeds", () => {
  expect(resonanceEffects(experimentOf({ wavelengths: "nearest-integer" }))).toEqual([]);
  const apart = experimentOf({ seed: 0 }, { seed: 1, wavelengths: "nearest-integer" });
  expect(resonanceEffects(apart).map(effectSentence)[0]).toBe("No seed was run with both RoPE and Resonance RoPE.");
});

test("training without the scaling that is tested, as the released code does, is a difference", () => {
  const { rope } = syntheticRun({ scaling: "yarn" }).record.plan;
  const trainingRope = { ...rope, scaling: { type: "none" } } as const;
  const rows = compareWithPaper(experimentOf({ scaling: "yarn", plan: { protocol: "released-code", trainingRope } }));
  expect(rows.filter(({ differs }) => differs)).toContainEqual(
    expect.objectContaining({ setting: "scaling while training", here: "none, put on for the test" }),
  );
});

function sentence(before: number, after: number, seeds = [0]): string | undefined {
  const shapes = seeds.flatMap((seed): RunShape[] => [
    { seed, result: { oodAccuracy: before } },
    { seed, wavelengths: "nearest-integer", result: { oodAccuracy: after } },
  ]);
  return resonanceEffects(experimentOf(...shapes)).map(effectSentence)[0];
}
