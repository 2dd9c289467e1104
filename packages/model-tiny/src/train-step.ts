/**
 * One training step as a compiled function: forward, loss, gradients, clipping and AdamW.
 *
 * The training state (weights and moments) stays in tensors between steps; only the loss and the
 * gradient's norm are read back, by training.ts.
 */
import type { ModelConfig, OptimizerConfig } from "@resonance-rope/contracts";
import { type CompiledFunction, type Precision, adamw, compile } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { dropoutAt } from "./blocks/dropout.js";
import { crossEntropy } from "./cross-entropy.js";
import { decoderLogits } from "./decoder.js";
import type { ParameterShape } from "./parameters.js";
import type { RotaryTensors } from "./rotary-tensors.js";
import { type TrainingState, stateOf, stateTensors } from "./training-state.js";

/** B sequences of T inputs and targets, row by row; a target counts where its weight is 1. */
export interface Batch {
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
  readonly targetWeights: Float32Array;
  readonly batch: number;
}

export interface TrainStepOptions {
  readonly config: ModelConfig;
  readonly headDimension: number;
  readonly optimizer: OptimizerConfig;
  readonly shapes: readonly ParameterShape[];
  readonly rotary: RotaryTensors;
  /** Keys the dropout masks. */
  readonly dropoutKey: number;
  readonly precision: Precision;
}

/** Tensors, so that a device may still be computing them; owned by the caller. */
export interface StepOutcome {
  readonly state: TrainingState;
  /** Nats a target. */
  readonly loss: tf.Tensor;
  readonly gradientNorm: tf.Tensor;
}

export interface TrainStep {
  /** Consumes the state's tensors and returns new ones. `step` counts from 0. */
  (state: TrainingState, batch: Batch, step: number, learningRate: number): StepOutcome;
  dispose(): void;
}

/** The loss of a batch and the gradient of each parameter, in the order of `shapes`; masks drawn at `dropoutCounter`, int32 [2]. */
export function lossAndGradients(
  { config, headDimension, shapes, rotary, precision }: Omit<TrainStepOptions, "optimizer" | "dropoutKey">,
  weights: readonly tf.Tensor[],
  [inputs, targets, targetWeights]: readonly [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D],
  batch: number,
  dropoutCounter: tf.Tensor1D,
): { readonly loss: tf.Tensor; readonly gradients: tf.Tensor[] } {
  const loss = (...values: tf.Tensor[]): tf.Scalar => {
    const named = new Map(shapes.map(({ name }, index) => [name, values[index] as tf.Tensor]));
    const dropout = dropoutAt(dropoutCounter, config.dropout);
    const input = { tokens: inputs, batch, rotary, dropout, precision };
    const logits = decoderLogits(config, headDimension, named, input);
    return crossEntropy(logits, targets, targetWeights);
  };
  const { value, grads } = tf.valueAndGrads(loss)([...weights]);
  return { loss: value, gradients: grads };
}

export function createTrainStep(options: TrainStepOptions): TrainStep {
  const { optimizer, shapes, dropoutKey } = options;
  const count = shapes.length;
  const compiled = new Map<number, CompiledFunction>();

  const compute = (inputs: tf.Tensor[], batch: number): tf.Tensor[] => {
    const state = stateOf(inputs.slice(0, 3 * count));
    const [tokens, targets, targetWeights, counter, ...scalars] = inputs.slice(3 * count) as [
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor1D,
      ...tf.Scalar[],
    ];
    const [learningRate, firstCorrection, secondCorrection] = scalars as [tf.Scalar, tf.Scalar, tf.Scalar];
    const data = [tokens, targets, targetWeights] as const;
    const { loss, gradients } = lossAndGradients(options, state.weights, data, batch, counter);
    const { gradientNorm, ...updated } = adamw(
      state,
      gradients,
      { learningRate, firstCorrection, secondCorrection },
      { ...optimizer, decayed: shapes.map(({ role }) => role === "matrix") },
    );
    return [...stateTensors(updated), loss, gradientNorm];
  };

  const run = (state: TrainingState, batch: Batch, step: number, learningRate: number): StepOutcome => {
    let call = compiled.get(batch.batch);
    if (call === undefined) compiled.set(batch.batch, (call = compile((inputs) => compute(inputs, batch.batch))));
    const tensors = stateTensors(state);
    const extra = [
      tf.tensor1d(batch.inputs, "int32"),
      tf.tensor1d(batch.targets, "int32"),
      tf.tensor1d(batch.targetWeights),
      tf.tensor1d([dropoutKey, step], "int32"),
      tf.scalar(learningRate),
      tf.scalar(1 - optimizer.beta1 ** (step + 1)),
      tf.scalar(1 - optimizer.beta2 ** (step + 1)),
    ];
    const outputs = call([...tensors, ...extra]);
    const [loss, gradientNorm] = outputs.splice(-2) as [tf.Tensor, tf.Tensor];
    tf.dispose([...tensors, ...extra]);
    return { state: stateOf(outputs), loss, gradientNorm };
  };

  const dispose = (): void => {
    for (const call of compiled.values()) call.dispose();
    compiled.clear();
  };
  return Object.assign(run, { dispose });
}
