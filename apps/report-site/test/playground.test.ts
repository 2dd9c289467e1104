import { readFile, stat } from "node:fs/promises";
import { type TrainingPlan, runRecordSchema, runResultSchema } from "@resonance-rope/contracts";
import { accuracyByPosition, dataset, summarizeAccuracy, taskOf } from "@resonance-rope/posgen";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { createAnswerer } from "../src/playground/answerer.js";
import { livePlan } from "../src/playground/live-plan.js";
import type { Machine } from "../src/playground/machine.js";
import { createPlaygroundMachine } from "../src/playground/playground-machine.js";
import { type LiveStep, trainLive } from "../src/playground/train-live.js";

interface MadeModel {
  readonly file: string;
  readonly record: ReturnType<typeof runRecordSchema.parse>;
  readonly trained: ReturnType<typeof runResultSchema.parse>;
  readonly asFloat16: {
    readonly idAccuracy: number;
    readonly oodAccuracy: number;
    readonly predictionsChanged: number;
  };
  readonly example: { readonly tokens: readonly number[]; readonly predictions: readonly number[] };
}

const inModels = (name: string): URL => new URL(`../models/${name}`, import.meta.url);
const { models } = JSON.parse(await readFile(inModels("record.json"), "utf8")) as { models: MadeModel[] };
const files = await Promise.all(
  models.map(async ({ file, record: { plan } }) => ({ plan, weights: await readFile(inModels(file)) })),
);
const trainedPlan = planOf(models);

function planOf([first]: readonly MadeModel[]): TrainingPlan {
  if (first === undefined) throw new RangeError("planOf: expected a model in models/record.json, got none");
  return first.record.plan;
}

/** The share of equal tokens from `from` on. */
const agreement = (a: ArrayLike<number>, b: ArrayLike<number>, from: number): number =>
  Array.from(a).filter((token, index) => index >= from && token === b[index]).length / (a.length - from);

beforeAll(() => selectBackend({ backend: "wasm" }));

describe("the two models", () => {
  test("are under a megabyte each, of whole records, and differ in nothing but their encoding", async () => {
    const plans = models.map(({ record, trained }) => {
      expect(runRecordSchema.parse(record)).toEqual(record);
      expect(runResultSchema.parse(trained).runId).toBe(record.runId);
      const { rope: _, trainingRope: __, ...plan } = record.plan;
      return plan;
    });
    expect(models.map(({ record }) => record.plan.rope.wavelengths)).toEqual(["as-scaled", "nearest-integer"]);
    expect(plans[1]).toEqual(plans[0]);
    for (const { file } of models) expect((await stat(inModels(file))).size).toBeLessThan(1e6);
  });

  test("are as right in float16 as they were when trained", () => {
    for (const { asFloat16, trained, record } of models) {
      expect(asFloat16.idAccuracy).toBeCloseTo(trained.idAccuracy, 3);
      expect(asFloat16.oodAccuracy).toBeCloseTo(trained.oodAccuracy, 3);
      expect(asFloat16.predictionsChanged).toBeLessThan(0.002 * record.plan.sequences.test * record.plan.testedLength);
    }
  });

  test("answer on WebAssembly as the trainer's engine made them answer, but where two tokens are as good as tied", async () => {
    for (const [index, { plan, weights }] of files.entries()) {
      const answer = createAnswerer(plan, weights);
      const { tokens, predictions } = models[index]?.example ?? { tokens: [], predictions: [] };
      const answered = await answer(Int32Array.from(tokens));
      answer.dispose();
      expect(agreement(answered, predictions, plan.farTokens + plan.nearTokens)).toBeGreaterThan(0.99);
    }
  });

  test("are as right on WebAssembly, over some test sequences, as over all", async () => {
    const count = 20;
    for (const [index, { plan, weights }] of files.entries()) {
      const answer = createAnswerer(plan, weights, count);
      const { test: all } = dataset(taskOf(plan), plan);
      const some = { ...all, count, tokens: all.tokens.slice(0, count * all.length) };
      const { idAccuracy, oodAccuracy } = summarizeAccuracy(accuracyByPosition(await answer(some.tokens), some), plan);
      answer.dispose();
      expect(Math.abs(idAccuracy - (models[index]?.trained.idAccuracy ?? Number.NaN))).toBeLessThan(0.02);
      expect(Math.abs(oodAccuracy - (models[index]?.trained.oodAccuracy ?? Number.NaN))).toBeLessThan(0.08);
    }
  });
});

describe("the machine", () => {
  let machine: Machine;
  /** Milliseconds, one more at each look. */
  let clock = 0;
  beforeAll(() => {
    machine = createPlaygroundMachine(files, { engine: "tested", now: () => clock++ });
    return () => machine.dispose();
  });
  test("draws the test sequences in turn, from the first again after the last, and none that was trained on", async () => {
    const { test: all } = dataset(taskOf(trainedPlan), trainedPlan);
    const drawn = await machine.answer({ from: all.count - 1, count: 2 });
    const row = (index: number): Int32Array => all.tokens.subarray(index * all.length, (index + 1) * all.length);
    expect(drawn.map(({ tokens }) => tokens)).toEqual([row(all.count - 1), row(0)]);
    expect(drawn.map(({ trainedOn }) => trainedOn)).toEqual([false, false]);
    expect(drawn[1]?.predictions[0]).toHaveLength(all.length);
  });

  test("says of a seed that was trained on that it was", async () => {
    const { train } = dataset(taskOf(trainedPlan), trainedPlan);
    const seedTokens = [...train.tokens.subarray(0, train.seedLength)];
    const [answered] = await machine.answer({ seedTokens });
    expect(answered?.trainedOn).toBe(true);
    expect(answered?.tokens.subarray(0, trainedPlan.trainedLength)).toEqual(
      train.tokens.subarray(0, trainedPlan.trainedLength),
    );
  });

  test("trains until it is told to stop", async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    await machine.train({ model: 1, milliseconds: 1e9, signal: controller.signal }, ({ step }) => {
      steps.push(step);
      if (step === 3) controller.abort();
    });
    expect(steps).toEqual([1, 2, 3]);
  });
});

describe("a live training", () => {
  /** With a clock that moves by as much at each look; tested on few sequences. */
  async function train(milliseconds: number, millisecondsPerStep: number): Promise<LiveStep[]> {
    let clock = -millisecondsPerStep;
    const now = (): number => (clock += millisecondsPerStep);
    const small = { ...livePlan(trainedPlan), sequences: { train: 1000, validation: 4, test: 1 } };
    const steps: LiveStep[] = [];
    for await (const step of trainLive(small, { milliseconds, now })) steps.push(step);
    return steps;
  }

  test("loses nats within fifteen steps", async () => {
    const steps = await train(15, 1);
    expect(steps).toHaveLength(15);
    expect(steps.at(-1)?.lossNats).toBeLessThan((steps[0]?.lossNats ?? 0) - 0.1);
  });

  test("is tested every three seconds and at the end, on every position but the seed's", async () => {
    const steps = await train(7000, 1000);
    expect(steps.flatMap(({ step, accuracy }) => (accuracy === null ? [] : [step]))).toEqual([3, 6, 7]);
    const { accuracy } = steps.at(-1) ?? { accuracy: null };
    expect(accuracy).toHaveLength(trainedPlan.testedLength);
    expect(accuracy?.findIndex((share) => share !== null)).toBe(trainedPlan.farTokens + trainedPlan.nearTokens);
  });
});
