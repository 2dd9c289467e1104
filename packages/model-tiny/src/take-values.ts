/** A tensor's numbers, once: the tensor is disposed of, also where they cannot be had. */
import type * as tf from "@tensorflow/tfjs-core";

export async function takeValues(tensor: tf.Tensor): Promise<tf.TypedArray> {
  try {
    return await tensor.data();
  } finally {
    tensor.dispose();
  }
}

/** Of a tensor of one number. */
export async function takeValue(tensor: tf.Tensor): Promise<number> {
  const [value] = await takeValues(tensor);
  return value as number;
}
