/**
 * Makes WebAssembly's matrix product fast for transposed factors.
 *
 * tfjs's wasm kernel walks a transposed factor column by column, at a tenth of its speed or less, and
 * every gradient of a product has one. Transposing it first, as a tensor, costs little beside the product.
 */
import * as tf from "@tensorflow/tfjs-core";

export function registerWasmMatrixProduct(): void {
  const original = tf.getKernel(tf.BatchMatMul, "wasm");
  const transpose = tf.getKernel(tf.Transpose, "wasm").kernelFunc;
  tf.unregisterKernel(tf.BatchMatMul, "wasm");
  tf.registerKernel({
    ...original,
    kernelFunc({ inputs, attrs, backend }) {
      const { a, b } = inputs as unknown as { a: tf.TensorInfo; b: tf.TensorInfo };
      const { transposeA, transposeB } = attrs as unknown as { transposeA: boolean; transposeB: boolean };
      const upright = (matrix: tf.TensorInfo): tf.TensorInfo => {
        const axes = matrix.shape.map((_, axis) => axis);
        const perm = [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
        return transpose({ inputs: { x: matrix }, attrs: { perm }, backend }) as tf.TensorInfo;
      };
      const left = transposeA ? upright(a) : a;
      const right = transposeB ? upright(b) : b;
      const product = original.kernelFunc({
        inputs: { a: left, b: right },
        attrs: { transposeA: false, transposeB: false },
        backend,
      });
      const { disposeData } = backend as tf.KernelBackend;
      for (const made of [transposeA ? left : null, transposeB ? right : null]) {
        if (made !== null) disposeData.call(backend, made.dataId);
      }
      return product;
    },
  });
}
