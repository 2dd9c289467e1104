/** AdamW (Loshchilov and Hutter 2019), with the gradient clipped by its global norm before. */
import type { OptimizerConfig } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";

export interface AdamwState {
  readonly weight: tf.Tensor;
  readonly firstMoment: tf.Tensor;
  readonly secondMoment: tf.Tensor;
}

export interface AdamwScalars {
  readonly learningRate: tf.Scalar;
  /** 1 - beta1^step and 1 - beta2^step, step from 1. */
  readonly firstCorrection: tf.Scalar;
  readonly secondCorrection: tf.Scalar;
}

/** The parameter and its moments after a step; gains of norms are not decayed. */
export function adamwStep(
  { weight, firstMoment, secondMoment }: AdamwState,
  gradient: tf.Tensor,
  { learningRate, firstCorrection, secondCorrection }: AdamwScalars,
  { beta1, beta2, epsilon, weightDecay }: OptimizerConfig,
  decayed: boolean,
): AdamwState {
  const first = tf.add(tf.mul(firstMoment, beta1), tf.mul(gradient, 1 - beta1));
  const second = tf.add(tf.mul(secondMoment, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  const direction = tf.div(tf.div(first, firstCorrection), tf.add(tf.sqrt(tf.div(second, secondCorrection)), epsilon));
  const kept = decayed ? tf.sub(weight, tf.mul(weight, tf.mul(learningRate, weightDecay))) : weight;
  return { weight: tf.sub(kept, tf.mul(learningRate, direction)), firstMoment: first, secondMoment: second };
}

/** The global norm of the gradients, and the gradients scaled down to it where they pass `largest`. */
export function clipGradients(
  gradients: readonly tf.Tensor[],
  largest: number | null,
): { readonly clipped: readonly tf.Tensor[]; readonly norm: tf.Scalar } {
  const norm = tf.sqrt(tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient))))) as tf.Scalar;
  if (largest === null) return { clipped: gradients, norm };
  const factor = tf.minimum(tf.div(largest, tf.add(norm, 1e-6)), 1);
  return { clipped: gradients.map((gradient) => tf.mul(gradient, factor)), norm };
}
