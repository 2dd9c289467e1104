/** A model being trained: its state, advanced a step at a time, saved and taken up again to the same bits. */
import type { ModelConfig, OptimizerConfig } from "@resonance-rope/contracts";
import { randomSource } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type Precision, requirePrecision } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { loadCheckpoint, saveCheckpoint } from "./checkpoint.js";
import { learningRate } from "./learning-rate.js";
import { initializeParameters, parameterShapes } from "./parameters.js";
import { rotaryTensors } from "./rotary-tensors.js";
import { takeValue } from "./take-values.js";
import { type Batch, createTrainStep } from "./train-step.js";
import { type TrainingState, stateTensors } from "./training-state.js";

export interface TrainingOptions {
  readonly config: ModelConfig;
  /** The position encoding in use while training. */
  readonly rope: RopeSpec;
  readonly optimizer: OptimizerConfig;
  /** Steps of the whole training, which the schedule needs. */
  readonly steps: number;
  /** T, tokens a sequence. */
  readonly length: number;
  /** Decides the initial weights and the dropout masks. */
  readonly seed: number;
  /** Of the products inside the blocks; weights and moments are float32. Default float32. */
  readonly precision?: Precision;
  /** Where to go on: what `save` gave, and the steps done by then. */
  readonly checkpoint?: { readonly bytes: Uint8Array; readonly step: number };
}

export interface StepReport {
  /** Nats a target. */
  readonly loss: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
}

export interface Training {
  /** Steps done. */
  readonly step: number;
  /** Takes one step at once, and answers when its loss is there: WebGPU lets no one read at once. */
  advance(batch: Batch): Promise<StepReport>;
  /** The current weights in the order of `parameterShapes`; owned by the training, valid until it advances. */
  weights(): tf.Tensor[];
  save(): Promise<Uint8Array>;
  dispose(): void;
}

export function createTraining({
  config,
  rope,
  optimizer,
  steps,
  length,
  seed,
  precision = "float32",
  checkpoint,
}: TrainingOptions): Training {
  requirePrecision(precision);
  const random = randomSource(seed).fork("model");
  const shapes = parameterShapes(config, rope.headDimension);
  const dropoutKey = random.fork("dropout").integer(2 ** 31);

  let step = checkpoint?.step ?? 0;
  let state: TrainingState;
  if (checkpoint === undefined) {
    const values = initializeParameters(shapes, random.fork("weights"));
    state = {
      weights: shapes.map(({ name, shape }) => tf.tensor(values.get(name) as Float32Array, [...shape])),
      firstMoments: shapes.map(({ shape }) => tf.zeros([...shape])),
      secondMoments: shapes.map(({ shape }) => tf.zeros([...shape])),
    };
  } else {
    state = loadCheckpoint(shapes, checkpoint.bytes);
  }

  const rotary = rotaryTensors(rope, length);
  const trainStep = createTrainStep({
    config,
    headDimension: rope.headDimension,
    optimizer,
    shapes,
    rotary,
    dropoutKey,
    precision,
  });

  return {
    get step() {
      return step;
    },
    async advance(batch) {
      const rate = learningRate(optimizer, step, steps);
      const outcome = trainStep(state, batch, step, rate);
      state = outcome.state;
      step += 1;
      const [loss, gradientNorm] = await Promise.all([takeValue(outcome.loss), takeValue(outcome.gradientNorm)]);
      return { loss, gradientNorm, learningRate: rate };
    },
    weights: () => [...state.weights],
    save: () => saveCheckpoint(shapes, state),
    dispose() {
      trainStep.dispose();
      tf.dispose([...stateTensors(state), rotary.cosines, rotary.sines]);
    },
  };
}
