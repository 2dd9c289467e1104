/** What choosing a backend means in Node and in a browser alike: starters are tried in turn, and the first that starts is taken. */
import { type BackendName, ResonanceError, backendNames, messageOf } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";

export interface SelectedBackend {
  readonly name: BackendName;
  /** The engine behind it and its version, for records: "TensorFlow 2.21.0", "TensorFlow 2.21.0, CUDA, NVIDIA H200". */
  readonly engine: string;
  /** Threads it computes with: on native TensorFlow those of the first call in this process, elsewhere 1. */
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
  /** For wasm in a browser: the URL of the folder that holds the .wasm files of tfjs-backend-wasm. Default: the page's. */
  readonly wasmPath?: string;
  /** For wasm where nothing can be fetched: the file tfjs-backend-wasm-simd.wasm itself. */
  readonly wasmBytes?: Uint8Array<ArrayBuffer>;
}

export type StartedBackend = Omit<SelectedBackend, "passedOver">;

/** Starts a backend, or says what the machine lacks for it: "is not installed". Throws when what is there fails. */
export type Starter = (options: SelectBackendOptions) => Promise<StartedBackend | string>;

export interface Platform {
  /** Fastest first. */
  readonly starters: Readonly<Partial<Record<BackendName, Starter>>>;
  /** tfjs-core has gradients for its kernels only once they are registered. */
  readonly importGradients: () => Promise<unknown>;
  /** For those who insist on a backend that is not there. */
  readonly remedy: string;
}

export async function startFastest(
  { starters, importGradients, remedy }: Platform,
  options: SelectBackendOptions,
): Promise<SelectedBackend> {
  const { backend } = options;
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
  if (!tf.getGradient("Add")) await importGradients();
  const wanted = backend === undefined ? (Object.keys(starters) as BackendName[]) : [backend];
  const reasons: string[] = [];
  const passedOver: PassedOver[] = [];
  for (const name of wanted) {
    try {
      const started = (await starters[name]?.(options)) ?? "is not for this platform";
      if (typeof started !== "string") return { ...started, passedOver };
      reasons.push(`${name} ${started}`);
    } catch (error) {
      const why = messageOf(error);
      passedOver.push({ name, why });
      reasons.push(`${name}: ${why}`);
    }
  }
  throw new ResonanceError({
    kind: "unavailable",
    where: "selectBackend",
    expected: `the backend ${wanted.join(", ")}`,
    received: reasons.join("; "),
    remedy,
  });
}
