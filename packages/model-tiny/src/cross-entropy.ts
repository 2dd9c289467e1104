import { tokenCrossEntropy } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";

/**
 * Mean negative log-likelihood in nats over the tokens whose weight is 1.
 * @param logits N x V
 * @param targets int32, N token ids
 * @param tokenWeights float32, N: 1 counts, 0 is left out
 */
export function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor1D, tokenWeights: tf.Tensor1D): tf.Scalar {
  return tf.div(tf.sum(tf.mul(tokenCrossEntropy(logits, targets), tokenWeights)), tf.sum(tokenWeights));
}
