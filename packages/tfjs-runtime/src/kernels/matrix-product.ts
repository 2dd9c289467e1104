/** Matrix products at a chosen precision: factors and results in bfloat16, the sums between them in float32. */
import * as tf from "@tensorflow/tfjs-core";
import { type Precision, requirePrecision } from "../precision.js";
import { type Kernel, defineKernel } from "./define-kernel.js";
import { mixedOps } from "./mixed-precision.js";

interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

const mixedProduct: Kernel<"a" | "b", Transposes> = defineKernel<"a" | "b", Transposes>({
  name: "MixedMatrixProduct",
  composed: ({ a, b }, { transposeA, transposeB }) => [tf.matMul(a, b, transposeA, transposeB)],
  native(ops, { a, b }, { transposeA, transposeB }) {
    const { factor, whole, product } = mixedOps(ops, "mixed-bfloat16");
    return [whole(product(factor(a), factor(b), transposeA, transposeB))];
  },
  gradient: {
    inputs: ["a", "b"],
    outputs: [],
    of([dy], [a, b], { transposeA, transposeB }) {
      const product = (left: tf.Tensor, right: tf.Tensor, transposeLeft: boolean, transposeRight: boolean): tf.Tensor =>
        mixedProduct({ a: left, b: right }, { transposeA: transposeLeft, transposeB: transposeRight })[0];
      return {
        a: () => (transposeA ? product(b, dy, transposeB, true) : product(dy, b, false, !transposeB)),
        b: () => (transposeB ? product(dy, a, true, transposeA) : product(a, dy, !transposeA, false)),
      };
    },
  },
});

export interface MatrixProductOptions extends Partial<Transposes> {
  readonly precision: Precision;
}

/** a · b over the last two axes, both of the same rank; either may be transposed first. Refused where bfloat16 is. */
export function matrixProduct<T extends tf.Tensor>(
  a: T,
  b: T,
  { transposeA = false, transposeB = false, precision }: MatrixProductOptions,
): T {
  requirePrecision(precision);
  if (precision === "float32") return tf.matMul(a, b, transposeA, transposeB);
  return mixedProduct({ a, b }, { transposeA, transposeB })[0] as T;
}
