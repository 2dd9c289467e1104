/** Looks at each backend: is it there, how fast is it, and if not, why not and what to do. */
import { availableParallelism } from "node:os";
import { type BackendName, messageOf } from "@resonance-rope/contracts";
import { largeMatrixProduct } from "./large-matrix-product.js";
import { type GraphicsCard, findGraphicsCard } from "./native-tensorflow/find-graphics-card.js";
import { engineNames, selectBackend } from "./select-backend.js";
import type { PassedOver } from "./start-fastest.js";

export interface BackendReport {
  readonly name: BackendName;
  readonly available: boolean;
  /** Multiply-adds counted as two operations, thousand millions a second, in a 1024 cubed matrix product. */
  readonly gflops: number | null;
  /** The engine and its version, or the reason why it is not available and what to install. */
  readonly why: string;
}

export interface DoctorReport {
  readonly backends: readonly BackendReport[];
  /** The one that commands use. */
  readonly chosen: BackendName;
  /** Faster ones than the chosen one that are installed and do not start. */
  readonly passedOver: readonly PassedOver[];
  /** The first NVIDIA card, used or not. */
  readonly card: GraphicsCard | null;
}

const size = 1024;
const slowGflops = 5;

export async function examineBackends({
  threads = availableParallelism(),
}: { readonly threads?: number } = {}): Promise<DoctorReport> {
  const backends: BackendReport[] = [];
  for (const name of engineNames) {
    try {
      const { engine } = await selectBackend({ backend: name, threads });
      // What is slow takes seconds for a full product, and its rate hardly depends on the size.
      const rough = await measure(size / 4);
      const gflops = rough < slowGflops ? rough : await measure(size);
      backends.push({ name, available: true, gflops, why: engine });
    } catch (error) {
      backends.push({ name, available: false, gflops: null, why: messageOf(error) });
    }
  }
  const { name: chosen, passedOver } = await selectBackend({ threads });
  return { backends, chosen, passedOver, card: findGraphicsCard() };
}

/** GFLOP/s of an n x n x n matrix product: the best of five, after one to warm up. */
async function measure(n: number): Promise<number> {
  const { operations, multiply, dispose } = largeMatrixProduct(n, "float32");
  const seconds: number[] = [];
  for (let repeat = 0; repeat < 6; repeat++) {
    const start = performance.now();
    await multiply();
    seconds.push((performance.now() - start) / 1000);
  }
  dispose();
  return operations / Math.min(...seconds.slice(1)) / 1e9;
}
