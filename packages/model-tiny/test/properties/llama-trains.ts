/** A LLaMA-family model in training: its steps, their accumulation, adapters, and going on from a checkpoint. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { type Batch, type LlamaTrainingOptions, createLlamaTraining } from "../../src/index.js";
import { largestRelativeDifference } from "../largest-difference.js";
import { nextTokenBatch } from "../llama/next-token-batch.js";
import { readLlamaCase } from "../llama/read-llama-case.js";
import { tinyOptimizer } from "../tiny-model.js";

const reference = readLlamaCase("llama");
const whole = nextTokenBatch(reference);
const length = whole.inputs.length / whole.batch;
/** The batch's sequences one by one. */
const pieces: Batch[] = Array.from({ length: whole.batch }, (_, row) => ({
  inputs: whole.inputs.slice(row * length, (row + 1) * length),
  targets: whole.targets.slice(row * length, (row + 1) * length),
  targetWeights: whole.targetWeights.slice(row * length, (row + 1) * length),
  batch: 1,
}));

const trainingOf = (options: Partial<LlamaTrainingOptions> = {}) =>
  createLlamaTraining({
    config: reference.config,
    rope: reference.rope,
    weights: reference.weights(),
    adapterRank: null,
    optimizer: tinyOptimizer,
    steps: 40,
    length,
    seed: 0,
    ...options,
  });

async function valuesOf(weights: ReadonlyMap<string, tf.Tensor>): Promise<Map<string, Float32Array>> {
  const values = new Map<string, Float32Array>();
  for (const [name, tensor] of weights) values.set(name, (await tensor.data()) as Float32Array);
  return values;
}

export function llamaTrains(): void {
  it("the first step is AdamW's, from the gradients scaled down to the largest norm", async () => {
    const training = trainingOf();
    const start = await valuesOf(training.weights());
    const { gradientNorm } = await training.advance([whole]);
    const end = await valuesOf(training.weights());
    const gradients = new Map([...start.keys()].map((name) => [name, reference.gradient(name)]));
    const norm = Math.sqrt([...gradients.values()].flatMap((values) => [...values]).reduce((sum, g) => sum + g * g, 0));
    expect(gradientNorm / norm).toBeCloseTo(1, 4);
    expect(norm).toBeGreaterThan(1);
    const { peakLearningRate: rate, weightDecay, epsilon } = tinyOptimizer;
    for (const [name, before] of start) {
      const decay = name.includes("norm") ? 0 : weightDecay;
      const expected = before.map((weight, index) => {
        // At the first step the corrected moments are g and g².
        const g = (gradients.get(name)?.[index] ?? Number.NaN) / norm;
        return -rate * decay * weight - (rate * g) / (Math.abs(g) + epsilon);
      });
      const moved = (end.get(name) as Float32Array).map((value, index) => value - (before[index] as number));
      // Where a gradient is next to nothing its sign is rounding's.
      const felt = expected.map((_, index) => (Math.abs(gradients.get(name)?.[index] ?? 0) > 1e-5 ? 1 : 0));
      const only = (values: Float32Array): Float32Array =>
        values.map((value, index) => value * (felt[index] as number));
      expect(largestRelativeDifference(only(moved), only(expected)), name).toBeLessThan(2e-3);
    }
    training.dispose();
  });

  it("a batch in pieces makes the step of the whole", async () => {
    const [together, apart] = [trainingOf(), trainingOf()];
    const one = await together.advance([whole]);
    const several = await apart.advance(pieces);
    expect(several.loss).toBeCloseTo(one.loss, 5);
    expect(several.gradientNorm / one.gradientNorm).toBeCloseTo(1, 5);
    together.dispose();
    apart.dispose();
  });

  it("a step that is stopped between its batches has moved nothing and keeps no tensor", async () => {
    const training = trainingOf();
    const start = await valuesOf(training.weights());
    const before = tf.memory().numTensors;
    const stop = new AbortController();
    const endless = [...pieces, ...pieces, ...pieces];
    const step = training.advance(endless, stop.signal);
    stop.abort(new Error("enough"));
    await expect(step).rejects.toThrow("enough");
    expect(training.step).toBe(0);
    expect(await valuesOf(training.weights())).toEqual(start);
    expect(tf.memory().numTensors).toBe(before);
    training.dispose();
  });

  it("adapters begin as the model and learn beside weights that keep every bit", async () => {
    const training = trainingOf({ adapterRank: 2, optimizer: { ...tinyOptimizer, peakLearningRate: 0.05 } });
    const start = await valuesOf(training.weights());
    const first = await training.advance([whole]);
    const mean = reference.logProbabilities.reduce((sum, nats) => sum - nats, 0) / reference.logProbabilities.length;
    expect(first.loss).toBeCloseTo(mean, 4);
    let last = first;
    while (training.step < 30) last = await training.advance([whole]);
    expect(last.loss).toBeLessThan(0.8 * first.loss);
    for (const [name, values] of await valuesOf(training.weights()))
      if (!name.includes(".lora_")) expect(values, name).toEqual(start.get(name));
    training.dispose();
  });

  it.each([null, 2])(
    "goes on from a checkpoint to the same bits, and keeps no tensor; adapters of rank %s",
    async (adapterRank) => {
      const before = tf.memory().numTensors;
      const unbroken = trainingOf({ adapterRank });
      while (unbroken.step < 4) await unbroken.advance(pieces);
      const stopped = trainingOf({ adapterRank });
      while (stopped.step < 2) await stopped.advance(pieces);
      const bytes = await stopped.save();
      stopped.dispose();
      const resumed = trainingOf({ adapterRank, checkpoint: { bytes, step: 2 } });
      while (resumed.step < 4) await resumed.advance(pieces);
      expect(await valuesOf(resumed.weights())).toEqual(await valuesOf(unbroken.weights()));
      unbroken.dispose();
      resumed.dispose();
      expect(tf.memory().numTensors).toBe(before);
    },
  );
}
