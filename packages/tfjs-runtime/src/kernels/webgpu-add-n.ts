/**
 * Lets WebGPU add any number of tensors.
 *
 * tfjs's kernel hands all of them to one shader, which may read seven (of eight buffers, one is for the sum);
 * with more the shader does not run, and the sum is zero.
 */
import * as tf from "@tensorflow/tfjs-core";

const termsAtOnce = 7;

export function registerWebgpuAddN(): void {
  const original = tf.getKernel(tf.AddN, "webgpu");
  tf.unregisterKernel(tf.AddN, "webgpu");
  tf.registerKernel({
    ...original,
    kernelFunc({ inputs, backend }) {
      const add = (terms: tf.TensorInfo[]): tf.TensorInfo =>
        original.kernelFunc({ inputs: terms as unknown as tf.NamedTensorInfoMap, backend }) as tf.TensorInfo;
      const terms = [...(inputs as unknown as tf.TensorInfo[])];
      let sum = add(terms.splice(0, termsAtOnce));
      while (terms.length > 0) {
        const before = sum;
        sum = add([before, ...terms.splice(0, termsAtOnce - 1)]);
        (backend as tf.KernelBackend).disposeData(before.dataId);
      }
      return sum;
    },
  });
}
