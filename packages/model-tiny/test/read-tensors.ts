/** Reading tensors as every backend allows it: WebGPU has no `dataSync`, and a `tidy` cannot wait. */
import * as tf from "@tensorflow/tfjs-core";

/** The values of what a function of no inputs computes in float32; no tensor of it is left. */
export async function readTensors(compute: () => tf.Tensor[]): Promise<Float32Array[]> {
  const tensors = tf.tidy(compute);
  const values = await Promise.all(tensors.map((tensor) => tensor.data()));
  tf.dispose(tensors);
  return values as Float32Array[];
}
