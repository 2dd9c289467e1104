/**
 * Loads native TensorFlow into this process as the tfjs backend "tensorflow".
 *
 * tfjs keeps its engine and its kernel registry in globals, so the kernels of the tfjs-node in the
 * cache serve the tfjs-core of this project. Threads and memory are set before the library starts,
 * for it reads them once.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import nodeUtil from "node:util";
import { ResonanceError } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { registerNativeGather } from "../kernels/native-gather.js";
import { createBinding } from "./binding.js";
import { type TensorFlowLibrary, loadTensorFlowLibrary } from "./c-api.js";
import { keepFreedMemory } from "./keep-freed-memory.js";
import type { NativeTensorFlow } from "./locate.js";

interface KernelModule {
  readonly NodeJSKernelBackend: new (binding: object, packageName: string) => tf.KernelBackend;
}

/** Registers the backend "tensorflow"; throws when the library or the kernels do not load. */
export function loadNativeTensorFlow(
  { framework, main, kernels }: NativeTensorFlow,
  threads: number,
): { version: string } {
  process.env["TF_NUM_INTRAOP_THREADS"] = String(threads);
  process.env["TF_NUM_INTEROP_THREADS"] = String(threads);
  process.env["OMP_NUM_THREADS"] = String(threads);
  keepFreedMemory();
  const library = openLibrary({ framework, main });
  const require = createRequire(join(kernels, "package.json"));
  // tfjs-node 4.22 calls util.isNullOrUndefined, which Node 23 removed.
  const legacyUtil = nodeUtil as { isNullOrUndefined?: (value: unknown) => boolean };
  legacyUtil.isNullOrUndefined = (value) => value === null || value === undefined;
  const { NodeJSKernelBackend } = require("@tensorflow/tfjs-node/dist/nodejs_kernel_backend") as KernelModule;
  const usesGpu = hasGpu(library);
  const binding = createBinding(library, usesGpu);
  // The kernels ask the global engine for a backend of this name.
  tf.registerBackend("tensorflow", () => new NodeJSKernelBackend(binding, usesGpu ? "tfjs-node-gpu" : "tfjs-node"));
  require("@tensorflow/tfjs-node/dist/register_all_kernels");
  registerNativeGather();
  return { version: library.version };
}

function openLibrary(files: { readonly framework: string; readonly main: string }): TensorFlowLibrary {
  try {
    return loadTensorFlowLibrary(files);
  } catch (cause) {
    throw new ResonanceError({
      kind: "invalid-file",
      where: "loadNativeTensorFlow",
      expected: `the library of TensorFlow in ${dirname(files.main)}`,
      received: cause instanceof Error ? cause.message : String(cause),
      remedy: "delete that folder and run `resonance doctor --install`",
      cause,
    });
  }
}

function hasGpu({ call, context, status }: TensorFlowLibrary): boolean {
  const devices = call.TFE_ContextListDevices(context, status);
  const types = Array.from({ length: call.TF_DeviceListCount(devices) }, (_, index) =>
    call.TF_DeviceListType(devices, index, status),
  );
  call.TF_DeleteDeviceList(devices);
  return types.includes("GPU");
}
