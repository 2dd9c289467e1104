/**
 * The feed-forward layer of LLaMA (SwiGLU, Shazeer 2020): (silu(x · gate) ∘ (x · up)) · down.
 * What the gradient needs of the wide activations is saved at the precision of the products.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Precision, requireEvenWidth, requirePrecision } from "../precision.js";
import { defineKernel } from "./define-kernel.js";
import { mixedOps } from "./mixed-precision.js";

type Input = "x" | "gate" | "up" | "down";

const kernel = defineKernel<Input, { precision: Precision }>({
  name: "SwigluFeedForward",
  composed({ x, gate, up, down }) {
    const [gated, raised] = [tf.matMul(x, gate), tf.matMul(x, up)];
    return [tf.matMul(tf.mul(tf.mul(gated, tf.sigmoid(gated)), raised), down), gated, raised];
  },
  native(ops, { x, gate, up, down }, { precision }) {
    const { factor, whole, product, pack } = mixedOps(ops, precision);
    const input = factor(x);
    const [gated, raised] = [product(input, factor(gate)), product(input, factor(up))];
    const silu = ops.run("Mul", [gated, ops.run("Sigmoid", [gated])]);
    return [whole(product(ops.run("Mul", [silu, raised]), factor(down))), pack(gated), pack(raised)];
  },
  gradient: {
    inputs: ["x", "gate", "up", "down"],
    outputs: [1, 2],
    of([dy], [x, gate, up, down, gated, raised], { precision }) {
      const [dx, dgate, dup, ddown] = gradientKernel({ dy, x, gate, up, down, gated, raised }, { precision });
      return { x: () => dx, gate: () => dgate, up: () => dup, down: () => ddown };
    },
  },
});

// With s = sigmoid(g): silu(g) = g · s and silu'(g) = s · (1 + g - silu(g)).
const gradientKernel = defineKernel<Input | "dy" | "gated" | "raised", { precision: Precision }>({
  name: "SwigluFeedForwardGradient",
  composed({ dy, x, gate, up, down, gated, raised }) {
    const sigmoid = tf.sigmoid(gated);
    const silu = tf.mul(gated, sigmoid);
    const dhidden = tf.matMul(dy, down, false, true);
    const draised = tf.mul(dhidden, silu);
    const dgated = tf.mul(tf.mul(dhidden, raised), tf.mul(sigmoid, tf.sub(tf.add(gated, 1), silu)));
    return [
      tf.add(tf.matMul(dgated, gate, false, true), tf.matMul(draised, up, false, true)),
      tf.matMul(x, dgated, true),
      tf.matMul(x, draised, true),
      tf.matMul(tf.mul(silu, raised), dy, true),
    ];
  },
  native(ops, { dy, x, gate, up, down, gated, raised }, { precision }) {
    const { factor, whole, product, unpack } = mixedOps(ops, precision);
    const { run } = ops;
    const [upstream, input, g, r] = [factor(dy), factor(x), unpack(gated), unpack(raised)];
    const sigmoid = run("Sigmoid", [g]);
    const silu = run("Mul", [g, sigmoid]);
    const dhidden = product(upstream, factor(down), false, true);
    const draised = run("Mul", [dhidden, silu]);
    const slope = run("Mul", [sigmoid, run("Sub", [run("AddV2", [g, factor(tf.scalar(1))]), silu])]);
    const dgated = run("Mul", [run("Mul", [dhidden, r]), slope]);
    return [
      whole(run("AddV2", [product(dgated, factor(gate), false, true), product(draised, factor(up), false, true)])),
      whole(product(input, dgated, true)),
      whole(product(input, draised, true)),
      whole(product(run("Mul", [silu, r]), upstream, true)),
    ];
  },
});

/** @param x N x d @param weights gate and up d x F, down F x d, F even in mixed-bfloat16 */
export function swigluFeedForward(
  x: tf.Tensor2D,
  { gate, up, down }: { readonly gate: tf.Tensor2D; readonly up: tf.Tensor2D; readonly down: tf.Tensor2D },
  { precision }: { precision: Precision },
): tf.Tensor2D {
  requireEvenWidth("swigluFeedForward", up.shape[1], precision);
  requirePrecision(precision);
  return tf.tidy(() => kernel({ x, gate, up, down }, { precision })[0] as tf.Tensor2D);
}
