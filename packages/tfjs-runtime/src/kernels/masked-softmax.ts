/** softmax(scale · logits + mask) over the last axis. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "./define-kernel.js";

const kernel = defineKernel<"logits" | "mask", { scale: number }>({
  name: "MaskedSoftmax",
  composed: ({ logits, mask }, { scale }) => [tf.softmax(tf.add(scale === 1 ? logits : tf.mul(logits, scale), mask))],
  gradient: {
    inputs: ["mask"],
    outputs: [0],
    of: ([dy], [mask, probabilities], { scale }) => ({
      logits: () => maskedSoftmaxGradient(dy, probabilities, scale),
      mask: () => tf.zerosLike(mask),
    }),
  },
});

/**
 * @param logits ... x Tq x Tk
 * @param mask Tq x Tk, added to the scaled logits: 0 where a query may look and very negative where not; taken for
 * a constant, its gradient is 0
 */
export function maskedSoftmax<T extends tf.Tensor>(logits: T, mask: tf.Tensor, scale: number): T {
  return kernel({ logits, mask }, { scale })[0] as T;
}

/** By the logits, given the gradient by the probabilities p: scale · p · (dy - sum(dy · p)). */
function maskedSoftmaxGradient(dy: tf.Tensor, probabilities: tf.Tensor, scale: number): tf.Tensor {
  const weighted = tf.mul(dy, probabilities);
  const gradient = tf.sub(weighted, tf.mul(probabilities, tf.sum(weighted, -1, true)));
  return scale === 1 ? gradient : tf.mul(gradient, scale);
}
