/** The keys and values of the tokens so far, so that each new token costs one row instead of all of them again. */
import { maskedSoftmax, matrixProduct } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import type { Attend, HeadTensors } from "./blocks/attention.js";

/** One layer's, H x C x D each, C the capacity in tokens; rows from the next position on hold nothing of meaning. */
export type LayerCache = Pick<HeadTensors, "key" | "value">;

/** One new token at a position: written into the cache, then looking at all up to itself. `update` gets the cache after. */
export function attendThroughCache(
  cache: LayerCache,
  position: tf.Scalar,
  update: (cache: LayerCache) => void,
): Attend {
  return ({ query, key, value }, { scale, precision }) => {
    const positions = tf.range(0, cache.key.shape[1], 1, "int32");
    const here = tf.expandDims(tf.cast(tf.equal(positions, position), "float32"), 1);
    const others = tf.sub(1, here);
    const written = {
      key: tf.add(tf.mul(cache.key, others), tf.mul(key, here)) as tf.Tensor3D,
      value: tf.add(tf.mul(cache.value, others), tf.mul(value, here)) as tf.Tensor3D,
    };
    update(written);
    const later = tf.mul(tf.cast(tf.expandDims(tf.greater(positions, position), 0), "float32"), -1e9);
    const logits = matrixProduct(query, written.key, { transposeB: true, precision });
    return matrixProduct(maskedSoftmax(logits, later, scale), written.value, { precision });
  };
}
