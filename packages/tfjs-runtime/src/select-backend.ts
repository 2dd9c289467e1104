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
import { processorRefusal } from "./native-tensorflow/processor-refusal.js";
import { setThreads } from "./native-tensorflow/set-threads.js";
import { startNodeWebgpu } from "./node-webgpu.js";
import { setProcessorRefusal } from "./precision.js";
import { startCpu, startWasm } from "./portable-starters.js";
import { type SelectBackendOptions, type SelectedBackend, type Starter, startFastest } from "./start-fastest.js";

/** Fastest first. */
const starters: Readonly<Record<BackendName, Starter>> = {
  async tensorflow({ threads = availableParallelism() }) {
    loaded ??= loadTensorFlow(threads);
    if (loaded === null) return "is not installed";
    await tf.setBackend("tensorflow");
    return { name: "tensorflow", ...loaded };
  },
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
let loaded: { readonly engine: string; readonly threads: number } | null = null;

function loadTensorFlow(threads: number): typeof loaded {
  const installed = locateNativeTensorFlow();
  const engine = installed === null ? loadInstalledTfjsNode(threads) : loadNativeTensorFlow(installed, threads).engine;
  return engine === null ? null : { engine, threads };
}

/** A tfjs-node-gpu or tfjs-node that the user installed beside their program, or null; throws if none loads. */
function loadInstalledTfjsNode(threads: number): string | null {
  const require = createRequire(join(process.cwd(), "package.json"));
  const installed = ["tfjs-node-gpu", "tfjs-node"].filter((name) => isInstalled(require, `@tensorflow/${name}`));
  let reason: unknown = null;
  for (const name of installed) {
    try {
      setThreads(threads);
      setProcessorRefusal(processorRefusal());
      const { version } = require(`@tensorflow/${name}`) as { version: Readonly<Record<string, string>> };
      return `${name} ${version["tfjs"] ?? ""}`.trim();
    } catch (error) {
      reason ??= error;
    }
  }
  if (reason !== null) throw reason;
  return null;
}

function isInstalled(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
