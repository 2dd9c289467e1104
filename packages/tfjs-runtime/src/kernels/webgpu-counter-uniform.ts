/** The hash of counter-uniform.ts as a shader: the same numbers, to the bit, made where they are used. */
import * as tf from "@tensorflow/tfjs-core";
import type { WebGPUBackend, WebGPUProgram, webgpu_util } from "@tensorflow/tfjs-backend-webgpu";
import { kernelName } from "./counter-uniform.js";

const shader = `
  fn mix_word(word: u32) -> u32 {
    var hash = (word ^ (word >> 16u)) * 0x85ebca6bu;
    hash = (hash ^ (hash >> 13u)) * 0xc2b2ae35u;
    return hash ^ (hash >> 16u);
  }
  fn main(index: i32) {
    if (index < uniforms.size) {
      let start = mix_word(mix_word(u32(seed[0]) ^ 0x9e3779b9u) ^ u32(seed[1]));
      setOutputAtIndex(index, f32(mix_word(start + u32(index)) >> 8u) / 16777216.0);
    }
  }`;

export function registerWebgpuCounterUniform({ computeDispatch, flatDispatchLayout }: typeof webgpu_util): void {
  tf.registerKernel({
    kernelName,
    backendName: "webgpu",
    kernelFunc({ inputs, attrs, backend }) {
      const outputShape = attrs?.["shape"] as unknown as number[];
      const dispatchLayout = flatDispatchLayout(outputShape);
      const workgroupSize: [number, number, number] = [64, 1, 1];
      const program: WebGPUProgram = {
        variableNames: ["seed"],
        outputShape,
        dispatchLayout,
        dispatch: computeDispatch(dispatchLayout, outputShape, workgroupSize),
        workgroupSize,
        size: true,
        shaderKey: kernelName,
        getUserCode: () => shader,
      };
      const seed = inputs["seed"] as tf.TensorInfo;
      // In a list, as kernels of define-kernel.ts have it.
      return [(backend as WebGPUBackend).runWebGPUProgram(program, [seed], "float32")];
    },
  });
}
