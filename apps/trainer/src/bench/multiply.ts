import type { BackendName, Precision } from "@resonance-rope/contracts";
import { largeMatrixProduct } from "@resonance-rope/tfjs-runtime";
import type { Work } from "./our-worker.js";

/** Rows and columns of the product that stands for the engine's peak; what is slow does not take a larger one. */
const productSizes: Readonly<Record<BackendName, number>> = { tensorflow: 2048, webgpu: 2048, wasm: 1024, cpu: 256 };

/** A unit is one large matrix product. */
export function multiply(backend: BackendName, precision: Precision): Work {
  const product = largeMatrixProduct(productSizes[backend], precision);
  return async () => {
    await product.multiply();
    return { operations: product.operations };
  };
}
