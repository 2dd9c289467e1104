/** Rows of a table by token id; the gradient adds each row's upstream to the row it came from. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "./define-kernel.js";

const kernel = defineKernel<"table" | "ids", { rows: number }>({
  name: "Embedding",
  composed: ({ table, ids }) => [tf.gather(table, ids as tf.Tensor1D)],
  gradient: {
    inputs: ["ids"],
    outputs: [],
    of: ([dy], [ids], { rows }) => ({
      table: () => addRows({ ids, values: dy }, { rows })[0],
      ids: () => tf.zeros(ids.shape),
    }),
  },
});

/** rows x d: the sum of the values whose id is that row's. */
const addRows = defineKernel<"ids" | "values", { rows: number }>({
  name: "EmbeddingGradient",
  // A product with one-hot rows sums in one order; scatterND on WebGPU does not.
  composed: ({ ids, values }, { rows }) => [
    tf.matMul(tf.cast(tf.oneHot(ids as tf.Tensor1D, rows), "float32"), values, true),
  ],
  native: ({ run }, { ids, values }, { rows }) => [run("UnsortedSegmentSum", [values, ids, tf.scalar(rows, "int32")])],
});

/** N x d. @param table V x d @param ids int32, N ids in 0 ... V - 1 */
export function embedding(table: tf.Tensor2D, ids: tf.Tensor1D): tf.Tensor2D {
  return kernel({ table, ids }, { rows: table.shape[0] })[0] as tf.Tensor2D;
}
