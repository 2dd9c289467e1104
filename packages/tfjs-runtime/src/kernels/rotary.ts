/**
 * Rotary position embedding (Su et al. 2021): each pair of dimensions turned by the angle of its position.
 *
 * A pair (a, b) becomes (a cos - b sin, b cos + a sin). Native TensorFlow takes interleaved pairs for complex
 * numbers a + bi, whose product with cos + i sin is the rotation in one op.
 */
import * as tf from "@tensorflow/tfjs-core";
import { tensorTypes } from "../native-tensorflow/op-attributes.js";
import { defineKernel } from "./define-kernel.js";

/** Pair j is the dimensions (2j, 2j + 1), or (j, j + P). */
export type PairLayout = "interleaved" | "half-split";

const kernel = defineKernel<"x" | "cosines" | "sines", { pairLayout: PairLayout }>({
  name: "RotaryEmbedding",
  composed({ x, cosines, sines }, { pairLayout }) {
    const [tokens, pairs] = cosines.shape as [number, number];
    const rest = (x.shape.at(-1) as number) - 2 * pairs;
    const [rotated, passed] = tf.split(x, rest > 0 ? [2 * pairs, rest] : 1, -1) as [tf.Tensor, tf.Tensor?];
    // Interleaved pairs stand along the last axis, half-split ones along the axis before it.
    const axis = pairLayout === "interleaved" ? 3 : 2;
    const byPair = pairLayout === "interleaved" ? [-1, tokens, pairs, 2] : [-1, tokens, 2, pairs];
    const table = pairLayout === "interleaved" ? [tokens, pairs, 1] : [tokens, 1, pairs];
    const [cos, sin] = [tf.reshape(cosines, table), tf.reshape(sines, table)];
    const [a, b] = tf.split(tf.reshape(rotated, byPair), 2, axis) as [tf.Tensor, tf.Tensor];
    const turned = tf.concat([tf.sub(tf.mul(a, cos), tf.mul(b, sin)), tf.add(tf.mul(b, cos), tf.mul(a, sin))], axis);
    const joined = tf.reshape(turned, rotated.shape);
    return [passed === undefined ? joined : tf.concat([joined, passed], -1)];
  },
  native({ run }, { x, cosines, sines }, { pairLayout }) {
    const [tokens, pairs] = cosines.shape as [number, number];
    // Of one token there is little to turn, and it may be XLA's to compile, which knows no complex numbers in floats.
    if (tokens === 1 || pairLayout !== "interleaved" || x.shape.at(-1) !== 2 * pairs) return null;
    const reshape = (value: Parameters<typeof run>[1][number], shape: number[]) =>
      run("Reshape", [value, tf.tensor1d(shape, "int32")]);
    // One row of T · P turns: TensorFlow repeats a row faster than a table.
    const turns = run("Complex", [reshape(cosines, [1, tokens * pairs]), reshape(sines, [1, tokens * pairs])]);
    const values = run("Bitcast", [reshape(x, [-1, tokens * pairs, 2])], { type: { type: tensorTypes.TF_COMPLEX64 } });
    const turned = run("Bitcast", [run("Mul", [values, turns])], { type: { type: tensorTypes.TF_FLOAT } });
    return [reshape(turned, x.shape)];
  },
  gradient: {
    inputs: ["cosines", "sines"],
    outputs: [],
    // The transpose of a rotation is the rotation back.
    of: ([dy], [cosines, sines], { pairLayout }) => ({
      x: () => rotary(dy, { cosines, sines: tf.neg(sines), pairLayout }),
      cosines: () => tf.zerosLike(cosines),
      sines: () => tf.zerosLike(sines),
    }),
  },
});

export interface RotaryTable {
  /** T x P, the attention factor in them; taken for constants, their gradient is 0. */
  readonly cosines: tf.Tensor;
  readonly sines: tf.Tensor;
  readonly pairLayout: PairLayout;
}

/** x ... x T x D, row t turned by row t of the table; dimensions from 2P on pass through. */
export function rotary<T extends tf.Tensor>(x: T, { cosines, sines, pairLayout }: RotaryTable): T {
  return kernel({ x, cosines, sines }, { pairLayout })[0] as T;
}

/** The layout that this backend turns fastest, for models that may permute their weights. */
export function fastestPairLayout(): PairLayout {
  return tf.getBackend() === "tensorflow" ? "interleaved" : "half-split";
}
