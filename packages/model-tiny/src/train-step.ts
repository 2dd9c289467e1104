/**
 * One training step as a compiled function: forward, loss, gradients, clipping and AdamW.
 *
 * The training state (weights and moments) stays in tensors between steps; only the loss and the
 * gradient's norm are read back, by training.ts.
 */
import type { ModelConfig, OptimizerConfig } from "@resonance-rope/contracts";
import { type CompiledFunction, compile } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { type AdamwState, adamwStep, clipGradients } from "./adamw.js";
import { dropoutAt } from "./blocks/dropout.js";
import { crossEntropy } from "./cross-entropy.js";
import { decoderLogits } from "./decoder.js";
import type { ParameterShape } from "./parameters.js";
import type { RotaryTensors } from "./rotary-tensors.js";

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
}

/** Tensors, so that a device may still be computing them; owned by the caller. */
export interface StepOutcome {
  readonly state: AdamwState[];
  /** Nats a target. */
  readonly loss: tf.Tensor;
  readonly gradientNorm: tf.Tensor;
}

export interface TrainStep {
  /** Consumes the state's tensors and returns new ones. `step` counts from 0. */
  (state: readonly AdamwState[], batch: Batch, step: number, learningRate: number): StepOutcome;
  dispose(): void;
}

/** The loss of a batch and the gradient of each parameter, in the order of `shapes`; no dropout key, no dropout. */
export function lossAndGradients(
  { config, headDimension, shapes, rotary }: Omit<TrainStepOptions, "optimizer" | "dropoutKey">,
  weights: readonly tf.Tensor[],
  [inputs, targets, targetWeights]: readonly [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D],
  batch: number,
  dropoutCounter: tf.Tensor1D,
): { readonly loss: tf.Tensor; readonly gradients: tf.Tensor[] } {
  const loss = (...values: tf.Tensor[]): tf.Scalar => {
    const named = new Map(shapes.map(({ name }, index) => [name, values[index] as tf.Tensor]));
    const dropout = dropoutAt(dropoutCounter, config.dropout);
    const logits = decoderLogits(config, headDimension, named, { tokens: inputs, batch, rotary, dropout });
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
    const slices = [0, 1, 2].map((part) => inputs.slice(part * count, (part + 1) * count));
    const [weights, firstMoments, secondMoments] = slices as [tf.Tensor[], tf.Tensor[], tf.Tensor[]];
    const [tokens, targets, targetWeights, counter, ...scalars] = inputs.slice(3 * count) as [
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor1D,
      tf.Tensor1D,
      ...tf.Scalar[],
    ];
    const [rate, firstCorrection, secondCorrection] = scalars as [tf.Scalar, tf.Scalar, tf.Scalar];
    const { loss, gradients } = lossAndGradients(options, weights, [tokens, targets, targetWeights], batch, counter);
    const { clipped, norm } = clipGradients(gradients, optimizer.gradientClip);
    const updated = shapes.map(({ role }, index) =>
      adamwStep(
        {
          weight: weights[index] as tf.Tensor,
          firstMoment: firstMoments[index] as tf.Tensor,
          secondMoment: secondMoments[index] as tf.Tensor,
        },
        clipped[index] as tf.Tensor,
        { learningRate: rate, firstCorrection, secondCorrection },
        optimizer,
        role === "matrix",
      ),
    );
    return [...stateTensors(updated), loss, norm];
  };

  const run = (state: readonly AdamwState[], batch: Batch, step: number, learningRate: number): StepOutcome => {
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
    return { state: stateFrom(outputs), loss, gradientNorm };
  };

  const dispose = (): void => {
    for (const call of compiled.values()) call.dispose();
    compiled.clear();
  };
  return Object.assign(run, { dispose });
}

const stateTensors = (state: readonly AdamwState[]): tf.Tensor[] => [
  ...state.map(({ weight }) => weight),
  ...state.map(({ firstMoment }) => firstMoment),
  ...state.map(({ secondMoment }) => secondMoment),
];

function stateFrom(tensors: readonly tf.Tensor[]): AdamwState[] {
  const count = tensors.length / 3;
  return Array.from({ length: count }, (_, index) => ({
    weight: tensors[index] as tf.Tensor,
    firstMoment: tensors[count + index] as tf.Tensor,
    secondMoment: tensors[2 * count + index] as tf.Tensor,
  }));
}
