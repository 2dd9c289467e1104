/** The sum of the squares of all values: one pass over them on native TensorFlow. */
import * as tf from "@tensorflow/tfjs-core";
import { defineKernel } from "./define-kernel.js";

const kernel = defineKernel<"x">({
  name: "SumOfSquares",
  composed: ({ x }) => [tf.sum(tf.square(x))],
  native: ({ run }, { x }) => [run("Mul", [run("L2Loss", [x]), tf.scalar(2)])],
});

/** A scalar. It has no gradient. */
export const sumOfSquares = (x: tf.Tensor): tf.Scalar => kernel({ x }, {})[0] as tf.Scalar;
