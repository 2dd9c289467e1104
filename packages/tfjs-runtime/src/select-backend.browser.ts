/** Chooses and starts the fastest tfjs backend of a browser: WebGPU, else WebAssembly, else plain JavaScript. */
import { startCpu, startWasm } from "./portable-starters.js";
import { type SelectBackendOptions, type SelectedBackend, startFastest } from "./start-fastest.js";
import { startWebgpu } from "./start-webgpu.js";

const starters = { webgpu: startWebgpu, wasm: startWasm, cpu: startCpu };
const importGradients = (): Promise<unknown> => import("@tensorflow/tfjs-core/dist/register_all_gradients.js");
const remedy = "browsers have webgpu (where navigator.gpu is), wasm (see wasmPath and wasmBytes) and cpu";

export async function selectBackend(options: SelectBackendOptions = {}): Promise<SelectedBackend> {
  return startFastest({ starters, importGradients, remedy }, options);
}
