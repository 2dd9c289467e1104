/**
 * Causal multi-head attention with rotary position embedding; grouped queries (Ainslie et al. 2023) where there are
 * fewer heads of keys and values than of queries, biases where the weights hold them.
 *
 * B batch, T tokens, H heads, K heads of keys and values, D head dimension, P rotated pairs.
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
  /** Added to the projections, as Qwen2 does. */
  readonly biases?: { readonly query: tf.Tensor1D; readonly key: tf.Tensor1D; readonly value: tf.Tensor1D } | undefined;
}

export interface AttentionShape {
  readonly batch: number;
  readonly tokens: number;
  readonly heads: number;
  /** K, which divides H; query head h looks at the keys of head h / (H / K), rounded down. */
  readonly keyValueHeads: number;
  readonly headDimension: number;
}

/** Queries (B·H) x T x D, keys and values (B·K) x T x D; queries and keys are turned by their positions. */
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

/** Each token looks at itself and the ones before it; keys of more tokens than queries begin before them. */
export const attendCausally: Attend = ({ query, key, value }, { scale, dropout, precision }) => {
  const [rows, tokens] = query.shape;
  const keep = dropout.mask([rows, tokens, key.shape[1]]) as tf.Tensor3D | undefined;
  return causalAttention({ query, key, value }, { scale, precision, keep });
};

export interface AttentionOptions extends AttendOptions {
  readonly rotary: RotaryTensors;
  readonly attend: Attend;
}

/** x (B·T) x d to (B·T) x d. */
export function attention(
  x: tf.Tensor2D,
  { biases, ...weights }: AttentionWeights,
  { batch, tokens, heads, keyValueHeads, headDimension }: AttentionShape,
  { rotary: { cosines, sines, pairLayout }, attend, ...options }: AttentionOptions,
): tf.Tensor2D {
  const pairs = cosines.shape[1];
  const turned = fastestPairLayout();
  /** B x m x n x D to B x n x m x D; with one token that moves nothing. */
  const swapped = (values: tf.Tensor, m: number, n: number): tf.Tensor =>
    tokens === 1 ? values : tf.transpose(tf.reshape(values, [batch, m, n, headDimension]), [0, 2, 1, 3]);
  const byHead = (projected: tf.Tensor2D, count: number): tf.Tensor3D =>
    tf.reshape(swapped(projected, tokens, count), [batch * count, tokens, headDimension]);
  const project = (weight: tf.Tensor2D, bias: tf.Tensor | undefined): tf.Tensor2D => {
    const projected = matrixProduct(x, weight, options);
    return bias === undefined ? projected : tf.add(projected, bias);
  };
  const positioned = (name: "query" | "key", count: number): tf.Tensor3D => {
    const inLayout = (matrix: tf.Tensor2D): tf.Tensor2D =>
      pairLayout === turned ? matrix : movePairs(matrix, count, headDimension, pairs, turned);
    const bias = biases && inLayout(tf.expandDims(biases[name], 0));
    const projected = project(inLayout(weights[name]), bias);
    return rotary(byHead(projected, count), { cosines, sines, pairLayout: turned });
  };
  const attended = attend(
    {
      query: positioned("query", heads),
      key: positioned("key", keyValueHeads),
      value: byHead(project(weights.value, biases?.value), keyValueHeads),
    },
    options,
  );
  const joined = swapped(attended, heads, tokens);
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
