/** What is held at this moment: a computation that keeps nothing leaves all of it as it was. */
import * as tf from "@tensorflow/tfjs-core";

export interface MemoryInUse {
  /** That tfjs knows. */
  readonly tensors: number;
  /** Of the backend, which may hold more. */
  readonly buffers: number;
  /** TensorFlow's own, 0 on other backends. */
  readonly native: number;
}

export const memoryInUse = (): MemoryInUse => ({
  tensors: tf.memory().numTensors,
  buffers: tf.backend().numDataIds(),
  native: (tf.backend() as { binding?: { getNumOfTensors?(): number } }).binding?.getNumOfTensors?.() ?? 0,
});
