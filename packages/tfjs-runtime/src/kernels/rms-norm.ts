/** RMSNorm (Zhang and Sennrich 2019): x / sqrt(mean(x²) + epsilon) · gain, the mean over the last axis. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "./define-kernel.js";

const kernel = defineKernel<"x" | "gain", { epsilon: number }>({
  name: "RmsNorm",
  composed({ x, gain }, { epsilon }) {
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), epsilon));
    return [tf.mul(tf.mul(x, inverse), gain), inverse];
  },
  gradient: {
    inputs: ["x", "gain"],
    outputs: [1],
    // With n = x · inverse and u = dy · gain: dx = inverse · (u - n · mean(u · n)), dgain = sum(dy · n).
    of([dy], [x, gain, inverse]) {
      const normalized = tf.mul(x, inverse);
      return {
        x: () => {
          const upstream = tf.mul(dy, gain);
          const shared = tf.mean(tf.mul(upstream, normalized), -1, true);
          return tf.mul(tf.sub(upstream, tf.mul(normalized, shared)), inverse);
        },
        gain: () => tf.sum(tf.reshape(tf.mul(dy, normalized), [-1, gain.size]), 0),
      };
    },
  },
});

/** @param x ... x d @param gain d */
export function rmsNorm<T extends tf.Tensor>(x: T, gain: tf.Tensor, epsilon: number): T {
  return tf.tidy(() => kernel({ x, gain }, { epsilon })[0] as T);
}
