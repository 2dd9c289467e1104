/** The setting of the paper's PosGen experiment (section 5.1). */
import type { SequenceTask, TaskName } from "@resonance-rope/contracts";
import type { DatasetOptions } from "./dataset.js";

/** Every number of the experiment; the model's shape is T5-Small's layer, which the paper names. */
export const paperSetting = {
  seeds: 5,
  farTokens: 1,
  nearTokens: 3,
  modulus: 17,
  trainedLength: 64,
  testedLength: 256,
  sequences: { train: 10_000, validation: 1000, test: 1000 },
  layers: 2,
  width: 512,
  heads: 8,
  headDimension: 64,
  feedForwardWidth: 2048,
  dropout: 0.1,
  rotaryBase: 10_000,
  peakLearningRate: 2e-4,
  weightDecay: 1e-2,
  batchSize: 128,
  /** 150 epochs of 79 steps. */
  steps: 11_850,
  yarnFactor: 4,
} as const;

/** j = 1, k = 3, the sum modulo 17. */
export function paperTask(name: TaskName): SequenceTask {
  const { farTokens, nearTokens, modulus } = paperSetting;
  return { name, farTokens, nearTokens, modulus, rule: { type: "sum-modulo" } };
}

/** L = 64, L' = 256; 10000 training, 1000 validation and 1000 test sequences; seed 0. */
export const paperDatasetOptions: DatasetOptions = {
  split: "paper",
  sequences: paperSetting.sequences,
  trainedLength: paperSetting.trainedLength,
  testedLength: paperSetting.testedLength,
  seed: 0,
};
