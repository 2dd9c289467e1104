import * as tf from "@tensorflow/tfjs-core";

/** x / sqrt(mean(x^2) + epsilon) · gain over the last axis (Zhang and Sennrich 2019); x ... x d, gain d. */
export function rmsNorm<T extends tf.Tensor>(x: T, gain: tf.Tensor, epsilon: number): T {
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), epsilon));
  return tf.mul(tf.mul(x, inverse), gain);
}
