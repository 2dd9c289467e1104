/**
 * The feed-forward layer of Vaswani et al. 2017 without biases: (relu(x · up) ∘ keep) · down, keep a dropout mask.
 * What the gradient needs of the wide activations is saved at the precision of the products.
 */
import * as tf from "@tensorflow/tfjs-core";
import { type Precision, requireEvenWidth, requirePrecision } from "../precision.js";
import { defineKernel } from "./define-kernel.js";
import { mixedOps } from "./mixed-precision.js";

type Input = "x" | "up" | "down" | "keep";

const kernel = defineKernel<Input, { precision: Precision }>({
  name: "ReluFeedForward",
  composed({ x, up, down, keep }) {
    const hidden = masked(tf.relu(tf.matMul(x, up)), keep);
    return [tf.matMul(hidden, down), hidden];
  },
  native(ops, { x, up, down, keep }, { precision }) {
    const { factor, whole, product, pack } = mixedOps(ops, precision);
    const active = ops.run("Relu", [product(factor(x), factor(up))]);
    const hidden = keep.rank === 0 ? active : factor(ops.run("Mul", [whole(active), keep]));
    return [whole(product(hidden, factor(down))), pack(hidden)];
  },
  gradient: {
    inputs: ["x", "up", "down", "keep"],
    outputs: [1],
    of([dy], [x, up, down, keep, hidden], { precision }) {
      const [dx, dup, ddown] = gradientKernel({ dy, x, up, down, keep, hidden }, { precision });
      return { x: () => dx, up: () => dup, down: () => ddown, keep: () => tf.zerosLike(keep) };
    },
  },
});

const gradientKernel = defineKernel<Input | "dy" | "hidden", { precision: Precision }>({
  name: "ReluFeedForwardGradient",
  composed({ dy, x, up, down, keep, hidden }) {
    // Where relu or keep made a 0, nothing flows back.
    const dhidden = tf.mul(masked(tf.matMul(dy, down, false, true), keep), tf.step(hidden));
    return [tf.matMul(dhidden, up, false, true), tf.matMul(x, dhidden, true), tf.matMul(hidden, dy, true)];
  },
  native(ops, { dy, x, up, down, keep, hidden }, { precision }) {
    const { factor, whole, product, unpack } = mixedOps(ops, precision);
    const [upstream, active] = [factor(dy), unpack(hidden)];
    const through = product(upstream, factor(down), false, true);
    const kept = keep.rank === 0 ? through : factor(ops.run("Mul", [whole(through), keep]));
    const dhidden = ops.run("ReluGrad", [kept, active]);
    return [
      whole(product(dhidden, factor(up), false, true)),
      whole(product(factor(x), dhidden, true)),
      whole(product(active, upstream, true)),
    ];
  },
});

/**
 * @param x N x d
 * @param weights up d x F, down F x d, F even in mixed-bfloat16
 * @param options keep is N x F: dropout's mask over the activations, a constant; absent, all are kept
 */
export function reluFeedForward(
  x: tf.Tensor2D,
  { up, down }: { readonly up: tf.Tensor2D; readonly down: tf.Tensor2D },
  { precision, keep }: { readonly precision: Precision; readonly keep?: tf.Tensor | undefined },
): tf.Tensor2D {
  requireEvenWidth("reluFeedForward", up.shape[1], precision);
  requirePrecision(precision);
  return tf.tidy(() => kernel({ x, up, down, keep: keep ?? tf.scalar(1) }, { precision })[0] as tf.Tensor2D);
}

/** A scalar in place of a mask keeps everything. */
const masked = (x: tf.Tensor, keep: tf.Tensor): tf.Tensor => (keep.rank === 0 ? x : tf.mul(x, keep));
