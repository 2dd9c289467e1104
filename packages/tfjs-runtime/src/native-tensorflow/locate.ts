/**
 * Where native TensorFlow lives on this machine: the user's cache folder, filled by `install.ts`.
 *
 * `RESONANCE_CACHE` moves the cache. A folder holds one version for one device, so that another one never
 * mixes in; where both devices are installed, a machine with a card takes CUDA's.
 */
import { join } from "node:path";
import envPaths from "env-paths";
import { isComplete } from "./complete-marker.js";
import { findGraphicsCard } from "./find-graphics-card.js";
import { type Device, libraryFiles, tensorFlowVersion } from "./wheels.js";

export interface NativeTensorFlow {
  readonly device: Device;
  readonly framework: string;
  readonly main: string;
  /** To open before TensorFlow, which does not find it by itself: its own search path names every other one. */
  readonly solver: string | null;
  /** Folder with node_modules/@tensorflow/tfjs-node. */
  readonly kernels: string;
}

export function nativeTensorFlowFolder(device: Device): string {
  const moved = process.env["RESONANCE_CACHE"];
  const cache = moved === undefined || moved === "" ? envPaths("resonance-rope", { suffix: "" }).cache : moved;
  return join(cache, `tensorflow-${tensorFlowVersion}-${process.platform}-${process.arch}-${device}`);
}

/** The installed native TensorFlow, or null when there is none; throws where its files are damaged. */
export function locateNativeTensorFlow(): NativeTensorFlow | null {
  const [cuda, cpu] = [installedFor("cuda"), installedFor("cpu")];
  if (cuda === null || cpu === null) return cuda ?? cpu;
  return findGraphicsCard() === null ? cpu : cuda;
}

/** The same for one device. */
export function installedFor(device: Device): NativeTensorFlow | null {
  const files = libraryFiles();
  const folder = nativeTensorFlowFolder(device);
  if (files === null || !isComplete(folder)) return null;
  return {
    device,
    framework: join(folder, files[0]),
    main: join(folder, files[1]),
    solver: device === "cuda" ? join(folder, "nvidia/cusolver/lib/libcusolver.so.11") : null,
    kernels: folder,
  };
}
