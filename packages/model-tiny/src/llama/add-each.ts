import * as tf from "@tensorflow/tfjs-core";

/** Sums of both lists' tensors, which are disposed of. */
export function addEach(sums: readonly tf.Tensor[], others: readonly tf.Tensor[]): tf.Tensor[] {
  return sums.map((sum, index) => {
    const other = others[index] as tf.Tensor;
    const added = tf.add(sum, other);
    tf.dispose([sum, other]);
    return added;
  });
}
