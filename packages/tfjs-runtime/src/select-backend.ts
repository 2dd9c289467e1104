/**
 * Chooses and starts the fastest tfjs backend this machine has: native TensorFlow, else an installed
 * tfjs-node that loads, else WebGPU on a graphics card, else WebAssembly, else plain JavaScript.
 */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type BackendName, ResonanceError } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { loadNativeTensorFlow } from "./native-tensorflow/load.js";
import { locateNativeTensorFlow } from "./native-tensorflow/locate.js";
import { startNodeWebgpu } from "./node-webgpu.js";
import { startCpu, startWasm } from "./portable-starters.js";
import { type SelectBackendOptions, type SelectedBackend, type Starter, startFastest } from "./start-fastest.js";

/** Fastest first. */
const starters: Readonly<Record<BackendName, Starter>> = {
  tensorflow: ({ threads = availableParallelism() }) => startTensorFlow(threads),
  webgpu: startNodeWebgpu,
  wasm: startWasm,
  cpu: startCpu,
};
const importGradients = (): Promise<unknown> => import("@tensorflow/tfjs-layers");
const remedy = "`resonance doctor` says what is there, `resonance doctor --install` installs native TensorFlow";

export const engineNames: readonly BackendName[] = Object.keys(starters) as BackendName[];

export async function selectBackend(options: SelectBackendOptions = {}): Promise<SelectedBackend> {
  const { threads = 1 } = options;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "selectBackend",
      expected: "a whole number of threads, at least 1",
      received: String(threads),
    });
  }
  return startFastest({ starters, importGradients, remedy }, options);
}

/** The library is loaded once a process, and keeps the threads it was loaded with. */
let loaded: { readonly version: string; readonly threads: number } | null = null;

async function startTensorFlow(threads: number): Promise<SelectedBackend | string> {
  const installed = locateNativeTensorFlow();
  if (installed === null) return (await startInstalledTfjsNode(threads)) ?? "is not installed";
  loaded ??= { ...loadNativeTensorFlow(installed, threads), threads };
  await tf.setBackend("tensorflow");
  return { name: "tensorflow", engine: `TensorFlow ${loaded.version}`, threads: loaded.threads };
}

/** A tfjs-node or tfjs-node-gpu that the user installed beside their program and that loads. */
async function startInstalledTfjsNode(threads: number): Promise<SelectedBackend | null> {
  const require = createRequire(join(process.cwd(), "package.json"));
  for (const name of ["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"]) {
    try {
      const { version } = require(name) as { version: Readonly<Record<string, string>> };
      await tf.setBackend("tensorflow");
      const engine = `${name.slice("@tensorflow/".length)} ${version["tfjs"] ?? ""}`.trim();
      return { name: "tensorflow", engine, threads };
    } catch {
      // Not installed here, or without a library that loads: the next choice is taken.
    }
  }
  return null;
}
