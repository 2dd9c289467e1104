/** The keys and values of the tokens so far, so that each new token costs one row instead of all of them again. */
import { maskedSoftmax, matrixProduct, writeRows } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import type { Attend, HeadTensors } from "./blocks/attention.js";

/** One layer's, K x C x D each, C the capacity in tokens; rows from the next position on hold nothing of meaning. */
export type LayerCache = Pick<HeadTensors, "key" | "value">;

/**
 * One new token at a position, looking at the tokens before it in the cache and at itself; `keep` gets its own key and
 * value. The cache is only read, so XLA can compile this; its row at the position may be the old one or the new one, for
 * it is masked. Queries of a group look together, so no head is repeated.
 */
export function attendThroughCache(cache: LayerCache, position: tf.Scalar, keep: (own: LayerCache) => void): Attend {
  return ({ query, key, value }, { scale, precision }) => {
    keep({ key, value });
    const [heads, capacity, dimension] = cache.key.shape;
    const grouped: tf.Tensor3D = tf.reshape(query, [heads, query.shape[0] / heads, dimension]);
    const logitsOf = (keys: tf.Tensor3D): tf.Tensor3D => matrixProduct(grouped, keys, { transposeB: true, precision });
    const unwritten = tf.greaterEqual(tf.range(0, capacity, 1, "int32"), position);
    const later = tf.mul(tf.cast(tf.expandDims(tf.concat([unwritten, tf.zeros([1], "bool")]), 0), "float32"), -1e9);
    const logits = tf.concat([logitsOf(cache.key), logitsOf(key)], -1);
    const [before, itself] = tf.split(maskedSoftmax(logits, later, scale), [capacity, 1], -1) as [
      tf.Tensor3D,
      tf.Tensor3D,
    ];
    const found = tf.add(matrixProduct(before, cache.value, { precision }), tf.mul(itself, value));
    return tf.reshape(found, query.shape);
  };
}

/** The cache with a token's key and value at its position, in the memory of the one before where the backend can. */
export function withToken(cache: LayerCache, own: LayerCache, position: tf.Scalar): LayerCache {
  const [heads, capacity, dimension] = cache.key.shape;
  const rows: tf.Tensor1D = tf.add(tf.range(0, heads * capacity, capacity, "int32"), position);
  const write = (into: tf.Tensor3D, x: tf.Tensor3D): tf.Tensor3D => {
    const matrix: tf.Tensor2D = tf.reshape(into, [heads * capacity, dimension]);
    return tf.reshape(writeRows(matrix, rows, tf.reshape(x, [heads, dimension])), into.shape);
  };
  return { key: write(cache.key, own.key), value: write(cache.value, own.value) };
}

/** With room for `capacity` tokens; the given ones stay. */
export function withCapacity({ key, value }: LayerCache, capacity: number): LayerCache {
  const toCapacity = (x: tf.Tensor3D): tf.Tensor3D =>
    tf.pad(x, [
      [0, 0],
      [0, capacity - x.shape[1]],
      [0, 0],
    ]);
  return { key: toCapacity(key), value: toCapacity(value) };
}

export const cacheTensors = (caches: readonly LayerCache[]): tf.Tensor3D[] =>
  caches.flatMap(({ key, value }) => [key, value]);

/** What `cacheTensors` gave. */
export const cachesOf = (tensors: readonly tf.Tensor3D[]): LayerCache[] =>
  Array.from({ length: tensors.length / 2 }, (_, layer) => ({
    key: tensors[2 * layer] as tf.Tensor3D,
    value: tensors[2 * layer + 1] as tf.Tensor3D,
  }));
