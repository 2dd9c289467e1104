/** What TensorFlow holds after its ops were called from inside a kernel. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { compile, matrixProduct } from "../../src/index.js";
import { type NativeBackend, withNativeOps } from "../../src/native-tensorflow/native-ops.js";
import { defineKernel } from "../../src/kernels/define-kernel.js";
import { memoryInUse } from "../memory-in-use.js";

const nativeBackend = (): NativeBackend => tf.backend() as unknown as NativeBackend;

/** On the backend: a tensor is copied there when an op first takes it. */
function placed(shape: number[]): tf.Tensor {
  const tensor = tf.ones(shape);
  nativeBackend().getInputTensorIds([tensor]);
  return tensor;
}

const failing = defineKernel<"x", { how: "by its own" | "by TensorFlow" }>({
  name: "FailingOnPurpose",
  composed: ({ x }) => [tf.clone(x)],
  native({ run }, { x }, { how }) {
    const sum = run("AddV2", [run("Square", [x]), tf.scalar(1)]);
    if (how === "by its own") throw new Error("broken on purpose");
    return [run("MatMul", [sum, sum], { transpose_a: false, transpose_b: false })];
  },
});

export function nativeMemory(): void {
  it("what a kernel made on the way is freed, and its results are tensors of tfjs's", () => {
    const x = placed([2, 3]);
    const before = memoryInUse();
    const [result] = withNativeOps(nativeBackend(), ({ run }) => {
      const doubled = run("AddV2", [x, run("Square", [x])]);
      return [run("Neg", [doubled])];
    }) as [tf.Tensor];
    expect(memoryInUse()).toEqual({
      tensors: before.tensors + 1,
      buffers: before.buffers + 1,
      native: before.native + 1,
    });
    expect(Array.from(result.dataSync())).toEqual([-2, -2, -2, -2, -2, -2]);
    result.dispose();
    expect(memoryInUse()).toEqual(before);
    x.dispose();
  });

  it("a kernel that leaves a case to tfjs's ops after all keeps nothing of its own", () => {
    const x = placed([2, 3]);
    const before = memoryInUse();
    expect(
      withNativeOps(nativeBackend(), ({ run }) => {
        run("Square", [x]);
        return null;
      }),
    ).toBeNull();
    expect(memoryInUse()).toEqual(before);
    x.dispose();
  });

  it.each([
    { how: "by its own", message: /broken on purpose/u },
    { how: "by TensorFlow", message: /Matrix size-incompatible/u },
  ] as const)("an error inside a kernel, $how, leaves nothing, and the next call works", ({ how, message }) => {
    const x = placed([2, 3]);
    const before = memoryInUse();
    expect(() => failing({ x }, { how })).toThrow(message);
    expect(memoryInUse()).toEqual(before);
    const compiled = compile(([input]) => failing({ x: input as tf.Tensor }, { how }));
    expect(() => compiled([x])).toThrow(how === "by its own" ? message : /Dimensions must be equal/u);
    expect(memoryInUse()).toEqual(before);
    const product = matrixProduct(x, x, { transposeB: true, precision: "mixed-bfloat16" });
    expect(Array.from(product.dataSync())).toEqual([3, 3, 3, 3]);
    product.dispose();
    expect(memoryInUse()).toEqual(before);
    compiled.dispose();
    x.dispose();
  });

  it("factors that do not fit are refused, and nothing of them is left", () => {
    const x = placed([2, 3]);
    const before = memoryInUse();
    expect(() => matrixProduct(x, x, { precision: "mixed-bfloat16" })).toThrow(/Matrix size-incompatible/u);
    expect(memoryInUse()).toEqual(before);
    x.dispose();
  });
}
