/**
 * Lets native TensorFlow gather by indices that a recorded function computes.
 *
 * tfjs-node's kernel reads the indices first to check them, which a recording has no values for;
 * TensorFlow checks them itself when it gathers.
 */
import * as tf from "@tensorflow/tfjs-core";

export function registerNativeGather(): void {
  const original = tf.getKernel(tf.GatherV2, "tensorflow");
  tf.unregisterKernel(tf.GatherV2, "tensorflow");
  tf.registerKernel({
    ...original,
    kernelFunc: ({ backend, ...rest }) =>
      original.kernelFunc({ ...rest, backend: Object.create(backend as object, { readSync: { value: () => [] } }) }),
  });
}
