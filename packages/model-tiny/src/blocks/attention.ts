/**
 * Causal multi-head attention with rotary position embedding, no biases.
 *
 * B batch, T tokens, H heads, D head dimension, P rotated pairs.
 * Weights of one head: softmax(R(q) R(k)^T [/ sqrt(D)] + mask), with R the rotation by position.
 */
import type { ModelConfig } from "@resonance-rope/contracts";
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

/** x (B·T) x d to (B·T) x d; mask T x T, 0 where a token may look and very negative where not. */
export function attention(
  x: tf.Tensor2D,
  weights: AttentionWeights,
  { batch, tokens, heads, headDimension }: AttentionShape,
  rotary: RotaryTensors,
  mask: tf.Tensor2D,
  attentionScale: ModelConfig["attentionScale"],
  dropout: Dropout,
): tf.Tensor2D {
  const pairs = rotary.cosines.shape[1];
  const byHead = (projected: tf.Tensor2D): tf.Tensor3D =>
    tf.reshape(tf.transpose(tf.reshape(projected, [batch, tokens, heads, headDimension]), [0, 2, 1, 3]), [
      batch * heads,
      tokens,
      headDimension,
    ]);
  const gather = (matrix: tf.Tensor2D): tf.Tensor2D =>
    rotary.pairLayout === "interleaved" ? gatherPairs(matrix, heads, headDimension, pairs) : matrix;

  const query = rotate(byHead(tf.matMul(x, gather(weights.query))), rotary);
  const key = rotate(byHead(tf.matMul(x, gather(weights.key))), rotary);
  const value = byHead(tf.matMul(x, weights.value));

  const products = tf.matMul(query, key, false, true);
  const logits = attentionScale === "none" ? products : tf.mul(products, headDimension ** -0.5);
  const attended = tf.matMul(dropout(tf.softmax(tf.add(logits, mask))), value);
  const joined = tf.transpose(tf.reshape(attended, [batch, heads, tokens, headDimension]), [0, 2, 1, 3]);
  return tf.matMul(tf.reshape(joined, [batch * tokens, heads * headDimension]), weights.output);
}

/** Turns pair (j, j + P) of each row by its position; dimensions from 2P on pass through. x (B·H) x T x D. */
function rotate(x: tf.Tensor3D, { cosines, sines }: RotaryTensors): tf.Tensor3D {
  const pairs = cosines.shape[1];
  const rest = (x.shape[2] as number) - 2 * pairs;
  const [first, second, passed] = tf.split(x, rest > 0 ? [pairs, pairs, rest] : 2, 2) as [
    tf.Tensor3D,
    tf.Tensor3D,
    tf.Tensor3D?,
  ];
  const turned: tf.Tensor3D[] = [
    tf.sub(tf.mul(first, cosines), tf.mul(second, sines)),
    tf.add(tf.mul(second, cosines), tf.mul(first, sines)),
  ];
  return tf.concat(passed === undefined ? turned : [...turned, passed], 2);
}

/**
 * Brings the pairs (2j, 2j + 1) of interleaved weights to (j, j + P). Logits do not change when the
 * dimensions of queries and keys are permuted alike, and permuting the weights costs less than
 * rotating neighbours in the activations. matrix d x H·D.
 */
function gatherPairs(matrix: tf.Tensor2D, heads: number, headDimension: number, pairs: number): tf.Tensor2D {
  const width = matrix.shape[0];
  const rest = headDimension - 2 * pairs;
  const byHead = tf.reshape(matrix, [width * heads, headDimension]);
  const [rotated, passed] = (rest > 0 ? tf.split(byHead, [2 * pairs, rest], 1) : [byHead]) as [
    tf.Tensor2D,
    tf.Tensor2D?,
  ];
  const gathered = tf.reshape(tf.transpose(tf.reshape(rotated, [width * heads, pairs, 2]), [0, 2, 1]), [
    width * heads,
    2 * pairs,
  ]);
  return tf.reshape(passed === undefined ? gathered : tf.concat([gathered, passed], 1), [width, heads * headDimension]);
}
