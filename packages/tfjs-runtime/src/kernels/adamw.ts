/**
 * One step of AdamW (Loshchilov and Hutter 2019) over all parameters, their gradients first scaled down together to a
 * largest global norm.
 *
 *   m' = m + (1 - beta1)(g - m)      v' = v + (1 - beta2)(g² - v)
 *   w' = w (1 - rate · decay) - rate · (m' / c1) / (sqrt(v' / c2) + epsilon),   c = 1 - beta^step
 */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "./define-kernel.js";
import { sumOfSquares } from "./sum-of-squares.js";

export interface AdamwOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Which parameters decay, in their order. */
  readonly decayed: readonly boolean[];
  /** The largest global norm of the gradients, or null for any. */
  readonly gradientClip: number | null;
}

export interface AdamwTensors {
  readonly weights: readonly tf.Tensor[];
  readonly firstMoments: readonly tf.Tensor[];
  readonly secondMoments: readonly tf.Tensor[];
}

export interface AdamwScalars {
  readonly learningRate: tf.Scalar;
  /** 1 - beta1^step and 1 - beta2^step, step from 1. */
  readonly firstCorrection: tf.Scalar;
  readonly secondCorrection: tf.Scalar;
}

const kernel = defineKernel<string, AdamwOptions>({
  name: "AdamW",
  composed(inputs, { beta1, beta2, epsilon, weightDecay, decayed, gradientClip }) {
    const list = (prefix: string): tf.Tensor[] => decayed.map((_, index) => inputs[`${prefix}${index}`] as tf.Tensor);
    const [weights, firsts, seconds, gradients] = ["w", "m", "v", "g"].map(list) as [
      tf.Tensor[],
      tf.Tensor[],
      tf.Tensor[],
      tf.Tensor[],
    ];
    const { rate, c1, c2 } = inputs as { readonly rate: tf.Tensor; readonly c1: tf.Tensor; readonly c2: tf.Tensor };
    const norm = tf.sqrt(sumOfSquares(gradients));
    const clip = gradientClip === null ? tf.scalar(1) : tf.minimum(tf.div(gradientClip, tf.add(norm, 1e-6)), 1);
    // Scalars are gathered, so that each parameter takes as few passes as can be.
    const firstShare = tf.mul(clip, 1 - beta1);
    const secondShare = tf.mul(tf.square(clip), 1 - beta2);
    const root = tf.sqrt(c2);
    const stepSize = tf.div(tf.mul(rate, root), c1);
    const floor = tf.mul(root, epsilon);
    const decay = tf.sub(1, tf.mul(rate, weightDecay));
    const updated = gradients.map((gradient, index) => {
      const first = tf.add(tf.mul(firsts[index] as tf.Tensor, beta1), tf.mul(gradient, firstShare));
      const second = tf.add(tf.mul(seconds[index] as tf.Tensor, beta2), tf.mul(tf.square(gradient), secondShare));
      const step = tf.div(tf.mul(first, stepSize), tf.add(tf.sqrt(second), floor));
      const weight = weights[index] as tf.Tensor;
      return [tf.sub(decayed[index] === true ? tf.mul(weight, decay) : weight, step), first, second] as const;
    });
    return [0, 1, 2].flatMap((part) => updated.map((tensors) => tensors[part] as tf.Tensor)).concat(norm);
  },
});

/** The parameters and moments after the step, and the global norm of the gradients before they were scaled down. */
export function adamw(
  { weights, firstMoments, secondMoments }: AdamwTensors,
  gradients: readonly tf.Tensor[],
  { learningRate, firstCorrection, secondCorrection }: AdamwScalars,
  options: AdamwOptions,
): AdamwTensors & { readonly gradientNorm: tf.Scalar } {
  const named = (prefix: string, tensors: readonly tf.Tensor[]): [string, tf.Tensor][] =>
    tensors.map((tensor, index) => [`${prefix}${index}`, tensor]);
  const outputs = kernel(
    Object.fromEntries([
      ...named("w", weights),
      ...named("m", firstMoments),
      ...named("v", secondMoments),
      ...named("g", gradients),
      ["rate", learningRate],
      ["c1", firstCorrection],
      ["c2", secondCorrection],
    ]),
    options,
  );
  const count = weights.length;
  return {
    weights: outputs.slice(0, count),
    firstMoments: outputs.slice(count, 2 * count),
    secondMoments: outputs.slice(2 * count, 3 * count),
    gradientNorm: outputs[3 * count] as tf.Scalar,
  };
}
