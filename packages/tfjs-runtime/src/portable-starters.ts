/** The backends that start in Node and in a browser alike. */
import * as tf from "@tensorflow/tfjs-core";
import { registerWasmMatrixProduct } from "./kernels/wasm-matrix-product.js";
import type { SelectBackendOptions, StartedBackend } from "./start-fastest.js";
import { withWasmBytes } from "./with-wasm-bytes.js";

// tfjs answers undefined for a name it does not know, whatever its types say.
const isRegistered = (name: string): boolean => Boolean(tf.findBackendFactory(name));

export async function startWasm({ wasmPath, wasmBytes }: SelectBackendOptions): Promise<StartedBackend | string> {
  const started = isRegistered("wasm");
  const { setWasmPaths, version_wasm: version } = await import("@tensorflow/tfjs-backend-wasm");
  if (!started && wasmPath !== undefined) setWasmPaths(wasmPath);
  const start = (): Promise<boolean> => tf.setBackend("wasm");
  const ready = started || wasmBytes === undefined ? start() : withWasmBytes(wasmBytes, setWasmPaths, start);
  if (!(await ready)) return "does not start here";
  if (!started) registerWasmMatrixProduct();
  return { name: "wasm", engine: `tfjs-backend-wasm ${version}`, threads: 1 };
}

export async function startCpu(): Promise<StartedBackend> {
  // The kernels of native TensorFlow bring the same backend with them.
  if (!isRegistered("cpu")) await import("@tensorflow/tfjs-backend-cpu");
  await tf.setBackend("cpu");
  return { name: "cpu", engine: `tfjs-backend-cpu ${tf.version_core}`, threads: 1 };
}
