import * as tf from "@tensorflow/tfjs-core";

/**
 * Mean negative log-likelihood in nats over the tokens whose weight is 1.
 * @param logits N x V
 * @param targets int32, N token ids
 * @param tokenWeights float32, N: 1 counts, 0 is left out
 */
export function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor1D, tokenWeights: tf.Tensor1D): tf.Scalar {
  const shifted = tf.sub(logits, tf.max(logits, -1, true));
  const chosen = tf.sum(tf.mul(shifted, tf.cast(tf.oneHot(targets, logits.shape[1]), "float32")), -1);
  const losses = tf.sub(tf.log(tf.sum(tf.exp(shifted), -1)), chosen);
  return tf.div(tf.sum(tf.mul(losses, tokenWeights)), tf.sum(tokenWeights));
}
