import type { BackendName, Precision } from "@resonance-rope/contracts";
import { largeMatrixProduct } from "@resonance-rope/tfjs-runtime";
import type { Work } from "./work.js";

/** Rows and columns of the product that stands for the engine's peak; what is slow does not take a larger one. */
const productSizes: Readonly<Record<BackendName, number>> = { tensorflow: 2048, webgpu: 2048, wasm: 1024, cpu: 256 };

const productsPerUnit = 3;

/** A unit is a few large matrix products, the fastest of which tells what the engine can do. */
export function multiply(backend: BackendName, precision: Precision): Work {
  const { operations, multiply: once } = largeMatrixProduct(productSizes[backend], precision);
  return async () => {
    const seconds: number[] = [];
    for (let product = 0; product < productsPerUnit; product++) {
      const start = performance.now();
      await once();
      seconds.push((performance.now() - start) / 1000);
    }
    return { operationsPerSecond: operations / Math.min(...seconds) };
  };
}
