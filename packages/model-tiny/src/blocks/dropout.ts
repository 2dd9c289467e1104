/** Dropout whose masks are a function of (key, step, site), so that a resumed run draws the same ones. */
import { counterUniform } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";

/** The dropouts of one step; each use is the next site. */
export interface Dropout {
  /** x with some values dropped and the others scaled by 1 / (1 - rate). */
  apply<T extends tf.Tensor>(x: T): T;
  /** What `apply` would multiply by; undefined when nothing is to be dropped. */
  mask(shape: readonly number[]): tf.Tensor | undefined;
}

export const noDropout: Dropout = { apply: (x) => x, mask: () => undefined };

/** @param counter int32 [2]: the run's key and the step. */
export function dropoutAt(counter: tf.Tensor1D, rate: number): Dropout {
  if (rate === 0) return noDropout;
  let site = 0;
  const mask = (shape: readonly number[]): tf.Tensor => {
    const kept = tf.cast(tf.greaterEqual(counterUniform(shape, counter, site++), rate), "float32");
    return tf.mul(kept, 1 / (1 - rate));
  };
  return { apply: (x) => tf.mul(x, mask(x.shape)), mask };
}
