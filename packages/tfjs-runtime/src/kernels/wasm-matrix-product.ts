/**
 * Makes WebAssembly's matrix product fast for the factors that training has.
 *
 * tfjs's wasm kernel takes XNNPACK for one upright product, and a plain loop at a tenth of its speed or less for
 * transposed factors and for batches: every gradient of a product has the one, attention the other. Here factors are
 * transposed first, as tensors, and the products of a batch are taken one after the other, in place.
 */
import * as tf from "@tensorflow/tfjs-core";

/** What this needs of tfjs-backend-wasm 4.22's inside. */
interface WasmBackend extends tf.KernelBackend {
  readonly wasm: {
    cwrap(name: string, result: null, types: readonly string[]): (...values: unknown[]) => void;
    readonly tfjs: {
      registerTensor(id: number, size: number, memoryOffset: number): void;
      disposeData(id: number): void;
    };
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  dataIdNextNumber: number;
  makeOutput(shape: readonly number[], dtype: "float32"): tf.TensorInfo;
}

const bytesPerFloat = 4;
/** Ids of a, b and the result; shapes as bytes, with their ranks; whether a and b are transposed. */
const productTypes = ["number", "array", "number", "number", "array", "number", "number", "number", "number"];

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
      const product = isBatch(left, right)
        ? oneByOne(backend as WasmBackend, left, right)
        : original.kernelFunc({
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

/** Several float32 products of factors that fit; what does not is left to tfjs, and refused there. */
function isBatch(a: tf.TensorInfo, b: tf.TensorInfo): boolean {
  const [batchA, batchB] = [a, b].map(({ shape }) => shape.slice(0, -2)) as [number[], number[]];
  const fits = a.shape.at(-1) === b.shape.at(-2) && a.dtype === "float32" && b.dtype === "float32";
  return fits && batchA.join() === batchB.join() && tf.util.sizeFromShape(batchA) > 1;
}

/** a ... x M x K by b ... x K x N, each matrix seen through a tensor of its own on the same memory. */
function oneByOne(backend: WasmBackend, a: tf.TensorInfo, b: tf.TensorInfo): tf.TensorInfo {
  const multiply = backend.wasm.cwrap(tf.BatchMatMul, null, productTypes);
  const [rows, inner] = a.shape.slice(-2) as [number, number];
  const columns = b.shape.at(-1) as number;
  const out = backend.makeOutput([...a.shape.slice(0, -1), columns], "float32");
  const shapeBytes = (...shape: number[]): Uint8Array => new Uint8Array(Int32Array.from(shape).buffer);
  const [shapeA, shapeB] = [shapeBytes(1, rows, inner), shapeBytes(1, inner, columns)];
  const factors = [
    [a, rows * inner],
    [b, inner * columns],
    [out, rows * columns],
  ] as const;
  const places = factors.map(([{ dataId }, size]) => ({ from: backend.dataIdMap.get(dataId).memoryOffset, size }));
  const count = tf.util.sizeFromShape(a.shape.slice(0, -2));
  for (let index = 0; index < count; index++) {
    const ids = places.map(({ from, size }) => {
      const id = backend.dataIdNextNumber++;
      backend.wasm.tfjs.registerTensor(id, size, from + index * size * bytesPerFloat);
      return id;
    }) as [number, number, number];
    multiply(ids[0], shapeA, 3, ids[1], shapeB, 3, 0, 0, ids[2]);
    for (const id of ids) backend.wasm.tfjs.disposeData(id);
  }
  return out;
}
