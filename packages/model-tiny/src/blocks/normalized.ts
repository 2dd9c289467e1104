/**
 * RMSNorm before products with weights. The gain g is multiplied where there is less of it to do, for
 * (n ∘ g) W = n (g ∘ W): into the weights in training, into the activations when a few tokens are generated. In a
 * training step that spares a pass over the activations forward, two backward, and a sum over all tokens.
 */
import { rmsNorm } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";

export interface Normalized {
  /** N x d */
  readonly x: tf.Tensor2D;
  /** What `x` is to be multiplied by in place of a weight d x ... */
  readonly scaled: (weight: tf.Tensor2D) => tf.Tensor2D;
}

/** @param x N x d @param gain d */
export function normalized(x: tf.Tensor2D, gain: tf.Tensor, epsilon: number): Normalized {
  const [rows, width] = x.shape;
  if (rows < width) return { x: rmsNorm(x, gain, epsilon), scaled: (weight) => weight };
  const column = tf.reshape(gain, [width, 1]);
  return { x: rmsNorm(x, null, epsilon), scaled: (weight) => tf.mul(weight, column) };
}
