/** A model small enough to train in milliseconds, and batches for it. */
import { type ModelConfig, type OptimizerConfig, randomSource } from "@resonance-rope/contracts";
import { type RopeSpec, withRopeDefaults } from "@resonance-rope/rope-core";
import * as tf from "@tensorflow/tfjs-core";
import type { Batch, ParameterShape, TrainingOptions } from "../src/index.js";
import { initializeParameters, parameterShapes } from "../src/index.js";

/** T. */
export const tinyLength = 8;
/** B. */
const tinyBatchSize = 2;

export const tinyConfig: ModelConfig = {
  vocabularySize: 7,
  layers: 1,
  width: 8,
  heads: 2,
  feedForwardWidth: 16,
  dropout: 0,
  attentionScale: "none",
  head: "separate",
  initialization: "t5",
  normEpsilon: 1e-6,
};

export const tinyRope: RopeSpec = withRopeDefaults({ headDimension: 4, base: 100, trainedLength: tinyLength });

export const tinyOptimizer: OptimizerConfig = {
  peakLearningRate: 1e-2,
  weightDecay: 1e-2,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  schedule: "constant",
  warmupFraction: 0,
  gradientClip: 1,
};

export const tinyTraining: TrainingOptions = {
  config: tinyConfig,
  rope: tinyRope,
  optimizer: tinyOptimizer,
  steps: 6,
  length: tinyLength,
  seed: 0,
};

/** A batch that is a function of the step alone; the first target of each sequence does not count. */
export function tinyBatch(step: number): Batch {
  const random = randomSource(step).fork("tiny batch");
  const tokens = (): Int32Array =>
    Int32Array.from({ length: tinyBatchSize * tinyLength }, () => random.integer(tinyConfig.vocabularySize));
  const targetWeights = new Float32Array(tinyBatchSize * tinyLength).fill(1);
  for (let row = 0; row < tinyBatchSize; row++) targetWeights[row * tinyLength] = 0;
  return { inputs: tokens(), targets: tokens(), targetWeights, batch: tinyBatchSize };
}

/** Weights as training would start with, by name; owned by the caller. */
export function tinyWeights(config: ModelConfig, headDimension: number): Map<string, tf.Tensor> {
  const shapes = parameterShapes(config, headDimension);
  const values = initializeParameters(shapes, randomSource(0));
  return new Map(shapes.map((shape) => [shape.name, asTensor(shape, values.get(shape.name) as Float32Array)]));
}

const asTensor = ({ shape }: ParameterShape, values: Float32Array): tf.Tensor => tf.tensor(values, [...shape]);
