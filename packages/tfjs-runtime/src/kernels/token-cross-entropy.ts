/** The negative log-likelihood of token ids under logits: logsumexp(logits) - logits[target]. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "./define-kernel.js";

const kernel = defineKernel<"logits" | "targets">({
  name: "TokenCrossEntropy",
  // The second output is the gradient of each row's loss by its logits: softmax - one-hot.
  composed({ logits, targets }) {
    const shifted = tf.sub(logits, tf.max(logits, -1, true));
    const exponentials = tf.exp(shifted);
    const sums = tf.sum(exponentials, -1, true);
    const oneHot = tf.cast(tf.oneHot(targets as tf.Tensor1D, logits.shape[1] as number), "float32");
    const losses = tf.sub(tf.log(tf.squeeze(sums, [1])), tf.sum(tf.mul(shifted, oneHot), -1));
    return [losses, tf.sub(tf.div(exponentials, sums), oneHot)];
  },
  native: ({ runMultiple, onCard }, { logits, targets }) =>
    // A card's adds in any order.
    onCard ? null : runMultiple("SparseSoftmaxCrossEntropyWithLogits", [logits, targets], {}, 2),
  gradient: {
    inputs: ["targets"],
    outputs: [1],
    of: ([dy], [targets, byLogits]) => ({
      logits: () => tf.mul(byLogits, tf.expandDims(dy, 1)),
      targets: () => tf.zeros(targets.shape),
    }),
  },
});

/** N losses in nats. @param logits N x V @param targets int32, N token ids in 0 ... V - 1 */
export function tokenCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor1D): tf.Tensor1D {
  return tf.tidy(() => kernel({ logits, targets }, {})[0] as tf.Tensor1D);
}
