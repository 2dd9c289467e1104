/** Training and scoring give every tensor back. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { createScorer, createTraining } from "../../src/index.js";
import { tinyBatch, tinyConfig, tinyLength, tinyRope, tinyTraining } from "../tiny-model.js";

export function keepsNoTensors(): void {
  it("as many tensors live after 20 steps as after one, and none after the training is disposed of", async () => {
    const before = tf.memory().numTensors;
    const config = { ...tinyConfig, dropout: 0.1 };
    const training = createTraining({ ...tinyTraining, config, steps: 20 });
    const alive: number[] = [];
    while (training.step < 20) {
      await training.advance(tinyBatch(training.step));
      alive.push(tf.memory().numTensors);
    }
    expect(new Set(alive)).toEqual(new Set([alive[0]]));
    training.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("scoring keeps no tensor", async () => {
    const before = tf.memory().numTensors;
    const training = createTraining(tinyTraining);
    const scorer = createScorer({ config: tinyConfig, rope: tinyRope, length: tinyLength, batchSize: 2 });
    const { inputs, targets } = tinyBatch(0);
    const during = tf.memory().numTensors;
    for (let repeat = 0; repeat < 5; repeat++) await scorer(training.weights(), inputs, targets);
    expect(tf.memory().numTensors).toBe(during);
    scorer.dispose();
    training.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
}
