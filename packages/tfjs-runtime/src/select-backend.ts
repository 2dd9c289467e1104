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
import { setThreads } from "./native-tensorflow/set-threads.js";

export interface SelectedBackend {
  readonly name: BackendName;
  /** The engine behind it and its version, for records: "TensorFlow 2.21.0", "TensorFlow 2.21.0, CUDA, NVIDIA H200". */
  readonly engine: string;
  /** Threads it computes with: 1 on wasm and cpu, on native TensorFlow those of the first call in this process. */
  readonly threads: number;
  /** Faster ones that are installed and did not start, and why. Empty where one was insisted on. */
  readonly passedOver: readonly PassedOver[];
}

export interface PassedOver {
  readonly name: BackendName;
  readonly why: string;
}

export interface SelectBackendOptions {
  /** Insist on one; without it the fastest that loads is taken. */
  readonly backend?: BackendName;
  /** For native TensorFlow, which reads it once a process. Default: the cores this process may use. */
  readonly threads?: number;
}

/** The backends of Node. */
type EngineName = Exclude<BackendName, "webgpu">;

type Started = Omit<SelectedBackend, "passedOver">;

/** Starters by speed, fastest first; each answers null when the machine lacks what it needs. */
const starters: Readonly<Record<EngineName, (threads: number) => Promise<Started | null>>> = {
  async tensorflow(threads) {
    loaded ??= loadTensorFlow(threads);
    if (loaded === null) return null;
    await tf.setBackend("tensorflow");
    return { name: "tensorflow", ...loaded };
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
let loaded: { readonly engine: string; readonly threads: number } | null = null;

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
  const passedOver: PassedOver[] = [];
  for (const name of wanted) {
    if (name === "webgpu") {
      reasons.push("webgpu is not yet offered in Node; it runs in browsers");
      continue;
    }
    try {
      const started = await starters[name](threads);
      if (started !== null) return { ...started, passedOver };
      reasons.push(`${name} is not installed`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      passedOver.push({ name, why });
      reasons.push(`${name}: ${why}`);
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
