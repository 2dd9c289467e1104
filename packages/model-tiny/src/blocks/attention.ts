/**
 * Causal multi-head attention with rotary position embedding, no biases.
 *
 * B batch, T tokens, H heads, D head dimension, P rotated pairs.
 * Weights of one head: softmax(R(q) R(k)^T [/ sqrt(D)] + mask), with R the rotation by position.
 */
import {
  type Precision,
  causalAttention,
  fastestPairLayout,
  matrixProduct,
  rotary,
} from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import type { RotaryTensors } from "../rotary-tensors.js";
import type { Dropout } from "./dropout.js";

export interface AttentionWeights {
  readonly query: tf.Tensor2D;
  readonly key: tf.Tensor2D;
  readonly value: tf.Tensor2D;
  readonly output: tf.Tensor2D;
}

export interface AttentionShape {
  readonly batch: number;
  readonly tokens: number;
  readonly heads: number;
  readonly headDimension: number;
}

/** Each (B·H) x T x D, queries and keys turned by their positions. */
export interface HeadTensors {
  readonly query: tf.Tensor3D;
  readonly key: tf.Tensor3D;
  readonly value: tf.Tensor3D;
}

export interface AttendOptions {
  /** Of the logits. */
  readonly scale: number;
  readonly dropout: Dropout;
  readonly precision: Precision;
}

/** What the queries find among the keys that they may look at, (B·H) x T x D. */
export type Attend = (heads: HeadTensors, options: AttendOptions) => tf.Tensor3D;

/** Each token looks at itself and the ones before it in the same call. */
export const attendCausally: Attend = (heads, { scale, dropout, precision }) => {
  const [rows, tokens] = heads.query.shape;
  const keep = dropout.mask([rows, tokens, tokens]) as tf.Tensor3D | undefined;
  return causalAttention(heads, { scale, precision, keep });
};

export interface AttentionOptions extends AttendOptions {
  readonly rotary: RotaryTensors;
  readonly attend: Attend;
}

/** x (B·T) x d to (B·T) x d. */
export function attention(
  x: tf.Tensor2D,
  weights: AttentionWeights,
  { batch, tokens, heads, headDimension }: AttentionShape,
  { rotary: { cosines, sines, pairLayout }, attend, ...options }: AttentionOptions,
): tf.Tensor2D {
  const pairs = cosines.shape[1];
  const turned = fastestPairLayout();
  const byHead = (projected: tf.Tensor2D): tf.Tensor3D =>
    tf.reshape(tf.transpose(tf.reshape(projected, [batch, tokens, heads, headDimension]), [0, 2, 1, 3]), [
      batch * heads,
      tokens,
      headDimension,
    ]);
  const project = (weight: tf.Tensor2D): tf.Tensor2D => matrixProduct(x, weight, options);
  const positioned = (weight: tf.Tensor2D): tf.Tensor3D => {
    const permuted = pairLayout === turned ? weight : movePairs(weight, heads, headDimension, pairs, turned);
    return rotary(byHead(project(permuted)), { cosines, sines, pairLayout: turned });
  };
  const attended = attend(
    { query: positioned(weights.query), key: positioned(weights.key), value: byHead(project(weights.value)) },
    options,
  );
  const joined = tf.transpose(tf.reshape(attended, [batch, heads, tokens, headDimension]), [0, 2, 1, 3]);
  return matrixProduct(tf.reshape(joined, [batch * tokens, heads * headDimension]), weights.output, options);
}

/**
 * Moves the pairs in a weight's columns to the layout that is turned fastest. Logits do not change when the
 * dimensions of queries and keys are permuted alike, and permuting the weights costs less than turning pairs that
 * stand badly in the activations. matrix d x H·D.
 */
function movePairs(
  matrix: tf.Tensor2D,
  heads: number,
  headDimension: number,
  pairs: number,
  to: RotaryTensors["pairLayout"],
): tf.Tensor2D {
  const width = matrix.shape[0];
  const rest = headDimension - 2 * pairs;
  const byHead = tf.reshape(matrix, [width * heads, headDimension]);
  const [rotated, passed] = (rest > 0 ? tf.split(byHead, [2 * pairs, rest], 1) : [byHead]) as [
    tf.Tensor2D,
    tf.Tensor2D?,
  ];
  const grid = to === "half-split" ? [pairs, 2] : [2, pairs];
  const moved = tf.reshape(tf.transpose(tf.reshape(rotated, [width * heads, ...grid]), [0, 2, 1]), [
    width * heads,
    2 * pairs,
  ]);
  return tf.reshape(passed === undefined ? moved : tf.concat([moved, passed], 1), [width, heads * headDimension]);
}
