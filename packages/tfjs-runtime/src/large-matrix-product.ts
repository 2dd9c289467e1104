/** A matrix product large enough to show what the backend in use can do at its best. */
import * as tf from "@tensorflow/tfjs-core";
import { matrixProduct } from "./kernels/matrix-product.js";
import type { Precision } from "./precision.js";

export interface LargeMatrixProduct {
  /** A multiplication and an addition for each of n cubed terms. */
  readonly operations: number;
  /** Multiplies, rounding of the float32 factors to the precision included, and waits for the result. */
  multiply(): Promise<void>;
  dispose(): void;
}

/** n x n times n x n. */
export function largeMatrixProduct(n: number, precision: Precision): LargeMatrixProduct {
  const factor = tf.ones<tf.Rank.R2>([n, n]);
  return {
    operations: 2 * n ** 3,
    async multiply() {
      const product = matrixProduct(factor, factor, { precision });
      // One value waits for all of them; the rest need not come from a card's memory.
      const corner = tf.slice(product, [0, 0], [1, 1]);
      await corner.data();
      tf.dispose([product, corner]);
    },
    dispose: () => factor.dispose(),
  };
}
