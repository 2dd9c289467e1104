/** Dropout whose masks are a function of (key, step, site), so that a resumed run draws the same ones. */
import { counterUniform } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";

/** Drops values of one place in the model; the identity when nothing is to be dropped. */
export type Dropout = <T extends tf.Tensor>(x: T) => T;

export const noDropout: Dropout = (x) => x;

/**
 * A dropout for one step: each call is the next site. Kept values are scaled by 1 / (1 - rate).
 * @param counter int32 [2]: the run's key and the step.
 */
export function dropoutAt(counter: tf.Tensor1D, rate: number): Dropout {
  if (rate === 0) return noDropout;
  let site = 0;
  return (x) => {
    const kept = tf.cast(tf.greaterEqual(counterUniform(x.shape, counter, site++), rate), "float32");
    return tf.mul(x, tf.mul(kept, 1 / (1 - rate)));
  };
}
