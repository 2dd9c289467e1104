import * as fc from "fast-check";
import { expect, test } from "vitest";
import { answerStatus } from "../src/pages/playground/answer-status.js";
import { lineOfRun, noSteps, withSteps } from "../src/pages/playground/live-run.js";
import { liveStatus } from "../src/pages/playground/live-status.js";
import { playgroundForm } from "../src/pages/playground/playground-form.js";
import { lineOfModel } from "../src/pages/playground/playground-model.js";
import { playgroundProps } from "../src/pages/playground/playground-props.js";
import { scoreOf, sumOf, withTried } from "../src/pages/playground/tried-sequences.js";
import { expectKeptInLinks } from "./states-in-links.js";

const lengths = { seedLength: 2, trainedLength: 4 };
const sequence = (tokens: readonly number[], ...predictions: readonly (readonly number[])[]) => ({
  tokens: Int32Array.from(tokens),
  predictions: predictions.map((each) => Int32Array.from(each)),
});

test("the seed is not scored; what is right within the trained length and beyond it is counted apart", () => {
  expect(scoreOf([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 0, 5, 6, 0], lengths)).toEqual({
    within: { right: 1, of: 2 },
    beyond: { right: 2, of: 3 },
  });
});

test("a sequence counts once however often it is tried, each model for itself", () => {
  const a = sequence([1, 2, 3, 4, 5], [0, 0, 3, 4, 5], [0, 0, 3, 4, 0]);
  const b = sequence([2, 2, 3, 4, 5], [0, 0, 0, 4, 5], [0, 0, 0, 0, 5]);
  const tried = withTried(withTried(new Map(), [a, b], lengths), [a], lengths);
  expect(tried.size).toBe(2);
  expect(sumOf(tried)).toEqual([
    { within: { right: 3, of: 4 }, beyond: { right: 2, of: 2 } },
    { within: { right: 2, of: 4 }, beyond: { right: 1, of: 2 } },
  ]);
});

test("a link's seed and backend come back as they were", () => {
  const form = playgroundForm([0, 0, 0, 0], 17);
  const states = fc.record({
    seed: fc.array(fc.integer({ min: 0, max: 16 }), { minLength: 4, maxLength: 4 }),
    backend: fc.constantFrom(null, "webgpu" as const, "wasm" as const, "cpu" as const),
  });
  expectKeptInLinks(form, states);
});

test.each(["", "1,2,3", "1,2,3,4,5", "1,2,3,17", "1,2,3,-1", "1,2,3,x", "1,2,3,0.5", "1,,3,4"])(
  "a link's seed %j, which none is, leaves the first one",
  (seed) => {
    const form = playgroundForm([5, 6, 7, 8], 17);
    expect(form.read(new URLSearchParams({ seed, backend: "<b>" }))).toEqual({ seed: [5, 6, 7, 8], backend: null });
  },
);

test("an answer's line says how many, by what, how fast, and whether the sequence was trained on", () => {
  const answered = { ...sequence([1, 2, 3], [1, 2, 3], [1, 2, 3]), trainedOn: false };
  const how = { engine: "tfjs-backend-wasm 4.22.0", seconds: 0.126, trainedLength: 64 };
  const line = "Two answers by tfjs-backend-wasm 4.22.0 in this browser, in 0.13 s.";
  expect(answerStatus([answered], how)).toBe(line);
  expect(answerStatus([{ ...answered, trainedOn: true }], how)).toBe(
    `${line} The models were trained on the first 64 tokens of this very sequence.`,
  );
});

test("a live run is drawn as the means of stretches of its steps, and says where it stands", async () => {
  const { models } = await playgroundProps();
  const line = lineOfModel(models[0]);
  const steps = Array.from({ length: 300 }, (_, index) => ({
    step: index + 1,
    milliseconds: 100 * (index + 1),
    lossNats: 3 - (index + 1) / 200,
    accuracy: null,
  }));
  const run = withSteps(withSteps(noSteps, steps.slice(0, 100)), steps.slice(100));
  const { training, accuracy } = lineOfRun(line, run, 32);
  expect(training.length).toBeLessThanOrEqual(120);
  expect(training.at(-1)?.x).toBe(300);
  expect(training[0]).toMatchObject({ x: 3, mean: 2.99, low: 2.985, high: 2.995 });
  expect(accuracy).toEqual([]);
  expect(liveStatus(run, line)).toBe("Step 300, 30 s: loss 1.52 nats a token, 10.0 steps a second.");
  expect(liveStatus(noSteps, line)).toBe("");
});
