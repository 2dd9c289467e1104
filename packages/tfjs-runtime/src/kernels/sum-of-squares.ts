/** The sum of the squares of all values of some tensors: one pass over them on native TensorFlow. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "./define-kernel.js";

const kernel = defineKernel<"x">({
  name: "SumOfSquares",
  composed: ({ x }) => [tf.sum(tf.square(x))],
  native: ({ run }, { x }) => [run("Mul", [run("L2Loss", [x]), tf.scalar(2)])],
});

/** It has no gradient. @param tensors at least one */
export const sumOfSquares = (tensors: readonly tf.Tensor[]): tf.Scalar =>
  tf.addN(tensors.map((x) => kernel({ x }, {})[0])) as tf.Scalar;
