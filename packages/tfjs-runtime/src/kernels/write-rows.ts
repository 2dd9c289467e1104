/** Some rows of a matrix replaced. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "./define-kernel.js";

const kernel = defineKernel<"matrix" | "rows" | "values">({
  name: "WriteRows",
  // Products with ones and zeros: a scatter is not on every backend.
  composed({ matrix, rows, values }) {
    const hits = tf.cast(tf.oneHot(rows as tf.Tensor1D, matrix.shape[0] as number), "float32");
    const others = tf.expandDims(tf.sub(1, tf.sum(hits, 0)), 1);
    return [tf.add(tf.mul(matrix, others), tf.matMul(hits, values, true))];
  },
  native: ({ run }, { matrix, rows, values }) => [run("InplaceUpdate", [matrix, rows, values])],
});

/**
 * On native TensorFlow the rows are written into the memory of `matrix` itself, however large it is: use only what is
 * returned from here on.
 * @param matrix N x D @param rows int32, R different ones of 0 … N - 1 @param values R x D
 */
export function writeRows(matrix: tf.Tensor2D, rows: tf.Tensor1D, values: tf.Tensor2D): tf.Tensor2D {
  return kernel({ matrix, rows, values }, {})[0] as tf.Tensor2D;
}
