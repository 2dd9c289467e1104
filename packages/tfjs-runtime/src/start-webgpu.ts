/**
 * Starts tfjs's WebGPU backend on `navigator.gpu`: a browser's own, or Dawn's, which node-webgpu.ts puts there.
 *
 * A card in software (SwiftShader, llvmpipe) computes rightly, and more slowly than WebAssembly: it is taken only
 * where WebGPU is insisted on.
 */
import * as tf from "@tensorflow/tfjs-core";
import { registerWebgpuAddN } from "./kernels/webgpu-add-n.js";
import { registerWebgpuCounterUniform } from "./kernels/webgpu-counter-uniform.js";
import type { SelectBackendOptions, StartedBackend } from "./start-fastest.js";

interface Gpu {
  requestAdapter(options: { readonly powerPreference: "high-performance" }): Promise<Adapter | null>;
}

interface Adapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    /** Browsers leave it empty, so as not to tell people apart. */
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
}

/** Devices that compute on the processor, also where a browser does not call them a fallback. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|basic render/iu;

/**
 * Of tfjs's four matrix products, the one that sums in the same order on every run. For small results it would choose
 * others; one of them adds with atomics, in whatever order its threads come.
 */
const packedProduct = 3;

let kernelsRegistered = false;

export async function startWebgpu({ backend }: SelectBackendOptions): Promise<StartedBackend | string> {
  const { gpu } = (globalThis as { navigator?: { gpu?: Gpu } }).navigator ?? {};
  if (gpu === undefined) return "is not offered by this browser";
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (adapter === null) return "finds no graphics card";
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const card = description === "" ? `${vendor} ${architecture}`.trim() : description;
  const inSoftware = isFallbackAdapter === true || softwareNames.test(`${architecture} ${description}`);
  if (inSoftware && backend !== "webgpu") return `finds no graphics card but ${card}, in software`;

  const { webgpu_util: utilities } = await import("@tensorflow/tfjs-backend-webgpu");
  if (!(await tf.setBackend("webgpu"))) return `does not start on ${card}`;
  tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", packedProduct);
  if (!kernelsRegistered) {
    registerWebgpuAddN();
    registerWebgpuCounterUniform(utilities);
    kernelsRegistered = true;
  }
  const place = inSoftware ? `${card}, in software` : card;
  return { name: "webgpu", engine: `tfjs-backend-webgpu ${tf.version_core} on ${place}`, threads: 1 };
}
