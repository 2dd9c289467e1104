/**
 * Chooses and starts the fastest tfjs backend this machine has: native TensorFlow, else an installed
 * tfjs-node that loads, else WebAssembly, else plain JavaScript.
 */
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type BackendName, ResonanceError, backendNames } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { registerWasmMatrixProduct } from "./kernels/wasm-matrix-product.js";
import { loadNativeTensorFlow } from "./native-tensorflow/load.js";
import { locateNativeTensorFlow } from "./native-tensorflow/locate.js";

export interface SelectedBackend {
  readonly name: BackendName;
  /** The engine behind it and its version, for records: "TensorFlow 2.21.0". */
  readonly engine: string;
  /** Threads it computes with: 1 on wasm and cpu, on native TensorFlow those of the first call in this process. */
  readonly threads: number;
}

export interface SelectBackendOptions {
  /** Insist on one; without it the fastest that loads is taken. */
  readonly backend?: BackendName;
  /** For native TensorFlow, which reads it once a process. Default: the cores this process may use. */
  readonly threads?: number;
}

/** The backends of Node. */
type EngineName = Exclude<BackendName, "webgpu">;

/** Starters by speed, fastest first; each answers null when the machine lacks what it needs. */
const starters: Readonly<Record<EngineName, (threads: number) => Promise<SelectedBackend | null>>> = {
  async tensorflow(threads) {
    const installed = locateNativeTensorFlow();
    if (installed === null) return startInstalledTfjsNode(threads);
    loaded ??= { ...loadNativeTensorFlow(installed, threads), threads };
    await tf.setBackend("tensorflow");
    return { name: "tensorflow", engine: `TensorFlow ${loaded.version}`, threads: loaded.threads };
  },
  async wasm() {
    const started = isRegistered("wasm");
    const { version_wasm: version } = await import("@tensorflow/tfjs-backend-wasm");
    if (!(await tf.setBackend("wasm"))) return null;
    if (!started) registerWasmMatrixProduct();
    return { name: "wasm", engine: `tfjs-backend-wasm ${version}`, threads: 1 };
  },
  async cpu() {
    // The kernels of native TensorFlow bring the same backend with them.
    if (!isRegistered("cpu")) await import("@tensorflow/tfjs-backend-cpu");
    await tf.setBackend("cpu");
    return { name: "cpu", engine: `tfjs-backend-cpu ${tf.version_core}`, threads: 1 };
  },
};

/** Fastest first. */
export const engineNames: readonly EngineName[] = Object.keys(starters) as EngineName[];

// tfjs answers undefined for a name it does not know, whatever its types say.
const isRegistered = (name: string): boolean => Boolean(tf.findBackendFactory(name));

/** The library is loaded once a process, and keeps the threads it was loaded with. */
let loaded: { readonly version: string; readonly threads: number } | null = null;

export async function selectBackend({
  backend,
  threads = availableParallelism(),
}: SelectBackendOptions = {}): Promise<SelectedBackend> {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "selectBackend",
      expected: "a whole number of threads, at least 1",
      received: String(threads),
    });
  }
  if (backend !== undefined && !backendNames.includes(backend)) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "selectBackend",
      expected: `a backend out of ${backendNames.join(", ")}`,
      received: String(backend),
    });
  }
  // Without it tfjs advises on standard error to install tfjs-node, and warns of kernels registered twice.
  tf.enableProdMode();
  // tfjs-core has gradients for its kernels only once this package has registered them.
  if (!tf.getGradient("Add")) await import("@tensorflow/tfjs-layers");
  const wanted = backend === undefined ? engineNames : [backend];
  const reasons: string[] = [];
  for (const name of wanted) {
    if (name === "webgpu") {
      reasons.push("webgpu is not yet offered in Node; it runs in browsers");
      continue;
    }
    try {
      const started = await starters[name](threads);
      if (started !== null) return started;
      reasons.push(`${name} is not installed`);
    } catch (error) {
      reasons.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new ResonanceError({
    kind: "unavailable",
    where: "selectBackend",
    expected: `the backend ${wanted.join(", ")}`,
    received: reasons.join("; "),
    remedy: "`resonance doctor` says what is there, `resonance doctor --install` installs native TensorFlow",
  });
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
