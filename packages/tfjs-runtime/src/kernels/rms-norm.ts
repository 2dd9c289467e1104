/** RMSNorm (Zhang and Sennrich 2019): x / sqrt(mean(x²) + epsilon) · gain, the mean over the last axis. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "./define-kernel.js";

const kernel = defineKernel<"x", { epsilon: number }>({
  name: "RmsNorm",
  composed({ x }, { epsilon }) {
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), epsilon));
    return [tf.mul(x, inverse), inverse];
  },
  gradient: {
    inputs: [],
    outputs: [0, 1],
    // With n = x · inverse: dx = inverse · (dy - n · mean(dy · n)).
    of: ([dy], [normalized, inverse]) => ({
      x: () => {
        const shared = tf.mean(tf.mul(dy, normalized), -1, true);
        return tf.mul(tf.sub(dy, tf.mul(normalized, shared)), inverse);
      },
    }),
  },
});

/** @param x ... x d @param gain d, or null where what follows multiplies by it */
export function rmsNorm<T extends tf.Tensor>(x: T, gain: tf.Tensor | null, epsilon: number): T {
  return tf.tidy(() => {
    const normalized = kernel({ x }, { epsilon })[0] as T;
    return gain === null ? normalized : tf.mul(normalized, gain);
  });
}
