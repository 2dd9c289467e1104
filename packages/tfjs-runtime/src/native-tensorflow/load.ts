/**
 * Loads native TensorFlow into this process as the tfjs backend "tensorflow".
 *
 * tfjs keeps its engine and its kernel registry in globals, so the kernels of the tfjs-node in the
 * cache serve the tfjs-core of this project. Threads and memory are set before the library starts,
 * for it reads them once.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import nodeUtil from "node:util";
import { ResonanceError, messageOf } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { registerNativeGather } from "../kernels/native-gather.js";
import { createBinding } from "./binding.js";
import { type TensorFlowLibrary, loadTensorFlowLibrary } from "./c-api.js";
import { findGraphicsCard } from "./find-graphics-card.js";
import { keepFreedMemory } from "./keep-freed-memory.js";
import type { NativeTensorFlow } from "./locate.js";
import { setProcessorRefusal } from "../precision.js";
import { prepareCard } from "./prepare-card.js";
import { processorRefusal } from "./processor-refusal.js";
import { refuseWrongCard } from "./refuse-wrong-card.js";
import { setThreads } from "./set-threads.js";
import { useLargePages } from "./use-large-pages.js";

interface KernelModule {
  readonly NodeJSKernelBackend: new (binding: object, packageName: string) => tf.KernelBackend;
}

/** Registers the backend "tensorflow"; throws when the library or the kernels do not load. */
export function loadNativeTensorFlow(installed: NativeTensorFlow, threads: number): { engine: string } {
  setThreads(threads);
  keepFreedMemory();
  const library = openLibrary(installed);
  const require = createRequire(join(installed.kernels, "package.json"));
  // tfjs-node 4.22 calls util.isNullOrUndefined, which Node 23 removed.
  const legacyUtil = nodeUtil as { isNullOrUndefined?: (value: unknown) => boolean };
  legacyUtil.isNullOrUndefined = (value) => value === null || value === undefined;
  const { NodeJSKernelBackend } = require("@tensorflow/tfjs-node/dist/nodejs_kernel_backend") as KernelModule;
  const card = firstCard(library);
  if (card === null) useLargePages(library);
  else library.keepFloat32();
  const binding = createBinding(library, card);
  if (card !== null) refuseWrongCard(binding);
  const packageName = card === null ? "@tensorflow/tfjs-node" : "@tensorflow/tfjs-node-gpu";
  // The kernels ask the global engine for a backend of this name.
  tf.registerBackend("tensorflow", () => new NodeJSKernelBackend(binding, packageName));
  require("@tensorflow/tfjs-node/dist/register_all_kernels");
  registerNativeGather();
  setProcessorRefusal(card === null ? processorRefusal() : null);
  const engine = `TensorFlow ${library.version}`;
  return { engine: card === null ? engine : [engine, "CUDA", findGraphicsCard()?.name ?? "a card"].join(", ") };
}

function openLibrary({ solver, ...files }: NativeTensorFlow): TensorFlowLibrary {
  try {
    if (solver !== null) prepareCard(solver);
    return loadTensorFlowLibrary(files);
  } catch (cause) {
    throw new ResonanceError({
      kind: "invalid-file",
      where: "loadNativeTensorFlow",
      expected: `the library of TensorFlow in ${files.kernels}`,
      received: messageOf(cause),
      remedy: "delete that folder and run `resonance doctor --install`",
      cause,
    });
  }
}

/** TensorFlow's name of the first card it computes on, "/job:localhost/replica:0/task:0/device:GPU:0", or null. */
function firstCard({ call, context, status }: TensorFlowLibrary): string | null {
  const devices = call.TFE_ContextListDevices(context, status);
  const indices = Array.from({ length: call.TF_DeviceListCount(devices) }, (_, index) => index);
  const card = indices.find((index) => call.TF_DeviceListType(devices, index, status) === "GPU");
  const name = card === undefined ? null : call.TF_DeviceListName(devices, card, status);
  call.TF_DeleteDeviceList(devices);
  return name;
}
