/** Mixed precision is what the model is trained, scored and continued with, where it is asked for. */
import { requirePrecision } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { type TestContext, expect, it } from "vitest";
import { createGenerator, createScorer, createTraining } from "../../src/index.js";
import { tinyBatch, tinyConfig, tinyRope, tinyTraining, tinyWeights } from "../tiny-model.js";

const both = ["float32", "mixed-bfloat16"] as const;

/** Close to float32's, and not the same: bfloat16 rounds to 8 bits. */
const expectRounded = ([exact, rounded]: readonly number[]): void => {
  expect(rounded).not.toBe(exact);
  expect(Math.abs((rounded as number) / (exact as number) - 1)).toBeLessThan(2 ** -6);
};

/** Leaves a test out, with the reason, where the processor has no bfloat16. */
const needBfloat16 = ({ skip }: TestContext): void => {
  try {
    requirePrecision("mixed-bfloat16");
  } catch (error) {
    skip((error as Error).message);
  }
};

export function takesItsPrecision(): void {
  it("training", async (context) => {
    needBfloat16(context);
    const losses: number[] = [];
    for (const precision of both) {
      const training = createTraining({ ...tinyTraining, precision });
      losses.push((await training.advance(tinyBatch(0))).loss);
      training.dispose();
    }
    expectRounded(losses);
  });

  it("scoring", async (context) => {
    needBfloat16(context);
    const weights = [...tinyWeights(tinyConfig, tinyRope.headDimension).values()];
    const { inputs, targets } = tinyBatch(0);
    const losses: number[] = [];
    for (const precision of both) {
      const score = createScorer({
        config: tinyConfig,
        rope: tinyRope,
        length: inputs.length,
        batchSize: 1,
        precision,
      });
      losses.push((await score(weights, inputs, targets)).lossesNats.reduce((sum, loss) => sum + loss, 0));
      score.dispose();
    }
    tf.dispose(weights);
    expectRounded(losses);
  });
}

export function refusesMixedPrecision(): void {
  it("training, scoring and generating refuse mixed-bfloat16 with the reason, and keep no tensor", () => {
    const before = tf.memory().numTensors;
    const precision = "mixed-bfloat16";
    const options = { config: tinyConfig, rope: tinyRope, precision } as const;
    const reason = "which computes in float32 alone";
    expect(() => createTraining({ ...tinyTraining, precision })).toThrow(reason);
    expect(() => createScorer({ ...options, length: 8, batchSize: 1 })).toThrow(reason);
    expect(() => createGenerator({ ...options, capacity: 8 })).toThrow(reason);
    expect(tf.memory().numTensors).toBe(before);
  });
}
