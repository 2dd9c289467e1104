/** Reading tensors as every backend allows it: WebGPU has no `dataSync`, and a `tidy` cannot wait. */
import * as tf from "@tensorflow/tfjs-core";

export interface TensorValues {
  readonly shape: number[];
  readonly dtype: string;
  readonly data: number[];
}

/** What a function of no inputs computes; no tensor of it is left. */
export async function readTensors(compute: () => tf.Tensor[]): Promise<TensorValues[]> {
  const tensors = tf.tidy(compute);
  const read = tensors.map(async (tensor) => ({
    shape: tensor.shape,
    dtype: tensor.dtype,
    data: Array.from(await tensor.data()),
  }));
  const values = await Promise.all(read);
  tf.dispose(tensors);
  return values;
}
