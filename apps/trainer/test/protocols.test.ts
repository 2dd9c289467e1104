import { describe, expect, it } from "vitest";
import { Command } from "commander";
import type { TrainingPlan } from "@resonance-rope/contracts";
import { paperSetting } from "@resonance-rope/posgen";
import { type TrainingFlags, addTrainingFlags, planFromFlags } from "../src/plan/training-flags.js";

function planOf(words: string): TrainingPlan {
  const command = addTrainingFlags(new Command()).exitOverride();
  return planFromFlags(command.parse(words.split(" "), { from: "user" }).opts<TrainingFlags>());
}

describe("preset paper", () => {
  it("is section 5.1 of the paper under protocol paper", () => {
    const plan = planOf("--task recursive --preset paper --scaling yarn --resonance --threads 1");
    expect(plan).toMatchObject({
      split: "paper",
      sequences: { train: 10_000, validation: 1000, test: 1000 },
      trainedLength: 64,
      testedLength: 256,
      batchSize: 128,
      steps: 150 * 79,
      model: { layers: 2, width: 512, heads: 8, feedForwardWidth: 2048, dropout: 0.1, attentionScale: "none" },
      optimizer: { peakLearningRate: 2e-4, weightDecay: 1e-2 },
      rope: { base: 10_000, wavelengths: "nearest-integer", scaling: { type: "yarn", factor: 4, alpha: 1, beta: 2 } },
    });
    // posgen states the same numbers, for those who take the data alone.
    const { layers, width, heads, feedForwardWidth, dropout, peakLearningRate, weightDecay } = paperSetting;
    expect(plan).toMatchObject({
      model: { layers, width, heads, feedForwardWidth, dropout },
      optimizer: { peakLearningRate, weightDecay },
      batchSize: paperSetting.batchSize,
      steps: paperSetting.steps,
      rope: {
        headDimension: paperSetting.headDimension,
        base: paperSetting.rotaryBase,
        scaling: { factor: paperSetting.yarnFactor },
      },
    });
    // The paper trains with the scaling that it tests.
    expect(plan.trainingRope).toEqual(plan.rope);
  });

  it("differs under protocol released-code in what the released code does otherwise, and in nothing else", () => {
    const words = "--task recursive --preset paper --scaling yarn --resonance --threads 1";
    const [paper, released] = [planOf(words), planOf(`${words} --protocol released-code`)];
    expect(released.trainingRope.scaling).toEqual({ type: "none" });
    expect(released.rope.scaling).toMatchObject({ factor: 257 / 65, originalLength: 257, alpha: 1, beta: 2 });
    expect(released).toEqual({
      ...paper,
      protocol: "released-code",
      split: "released-code",
      rope: { ...paper.rope, pairLayout: "interleaved", scaling: released.rope.scaling },
      trainingRope: { ...paper.rope, pairLayout: "interleaved", scaling: { type: "none" } },
      model: { ...paper.model, layers: 6, head: "tied" },
      optimizer: { ...paper.optimizer, schedule: "one-cycle", warmupFraction: 0.1 },
    });
  });
});

it("ntk-aware is bloc97's unless the paper's is asked for", () => {
  expect(planOf("--task recursive --scaling ntk-aware").rope.scaling).toMatchObject({ variant: "bloc97", factor: 4 });
  expect(planOf("--task recursive --scaling ntk-aware --ntk-variant paper").rope.scaling).toMatchObject({
    variant: "paper",
  });
});
