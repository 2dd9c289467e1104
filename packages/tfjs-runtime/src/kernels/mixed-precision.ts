/**
 * bfloat16 inside native kernels: float32's range with 8 bits of significand. The factors of a product and its result
 * are bfloat16, the sums in between float32; between kernels values stand in float32.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { NativeOps, NativeValue } from "../native-tensorflow/native-ops.js";
import { tensorTypes } from "../native-tensorflow/op-attributes.js";
import type { Precision } from "../precision.js";

export interface MixedOps {
  /** A factor of a product, at the precision of products. */
  factor(value: tf.Tensor | NativeValue): NativeValue;
  /** Back to float32. */
  whole(value: NativeValue): NativeValue;
  /** a · b over the last two axes, at the factors' precision. */
  product(a: NativeValue, b: NativeValue, transposeA?: boolean, transposeB?: boolean): NativeValue;
  /** A value to be saved for the gradient, in a type that tfjs knows: two bfloat16 in the bits of a float32. */
  pack(value: NativeValue): NativeValue;
  unpack(value: tf.Tensor): NativeValue;
}

export function mixedOps({ run }: NativeOps, precision: Precision): MixedOps {
  const cast = (value: tf.Tensor | NativeValue, type: number): NativeValue => run("Cast", [value], { DstT: { type } });
  const as = (value: tf.Tensor | NativeValue, type: number): NativeValue => run("Bitcast", [value], { type: { type } });
  const reshape = (value: NativeValue, shape: number[]): NativeValue =>
    run("Reshape", [value, tf.tensor1d(shape, "int32")]);
  // Of single products too, as tfjs does: TensorFlow hands MatMul to another kernel of oneDNN's, slower on the whole.
  const product: MixedOps["product"] = (a, b, transposeA = false, transposeB = false) =>
    run("BatchMatMulV2", [a, b], { adj_x: transposeA, adj_y: transposeB });
  if (precision === "float32") {
    const same = (value: tf.Tensor | NativeValue): NativeValue => run("Identity", [value]);
    return { factor: same, whole: same, product, pack: same, unpack: same };
  }
  return {
    factor: (value) => cast(value, tensorTypes.TF_BFLOAT16),
    whole: (value) => cast(value, tensorTypes.TF_FLOAT),
    product,
    pack: (value) => as(reshape(value, [...value.shape.slice(0, -1), -1, 2]), tensorTypes.TF_FLOAT),
    unpack: (value) => {
      const pairs = as(value, tensorTypes.TF_BFLOAT16);
      return reshape(pairs, [...value.shape.slice(0, -1), -1]);
    },
  };
}
