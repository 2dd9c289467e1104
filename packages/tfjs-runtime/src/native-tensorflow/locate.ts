/**
 * Where native TensorFlow lives on this machine: the user's cache folder, filled once by `install.ts`.
 *
 * `RESONANCE_CACHE` moves the cache; a folder holds one version, so that another one never mixes in.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import envPaths from "env-paths";

export const tensorFlowVersion = "2.21.0";
/** The tfjs-node whose kernels translate tfjs ops to TensorFlow's. */
export const kernelsVersion = "4.22.0";

export interface NativeTensorFlow {
  readonly framework: string;
  readonly main: string;
  /** Folder with node_modules/@tensorflow/tfjs-node. */
  readonly kernels: string;
}

export function nativeTensorFlowFolder(): string {
  const cache = process.env["RESONANCE_CACHE"] ?? envPaths("resonance-rope", { suffix: "" }).cache;
  return join(cache, `tensorflow-${tensorFlowVersion}-${process.platform}-${process.arch}`);
}

/** The files of TensorFlow in a folder, by platform; the wheels name them so. */
export function libraryFiles(platform: string = process.platform): readonly [framework: string, main: string] | null {
  if (platform === "linux") return ["libtensorflow_framework.so.2", "libtensorflow_cc.so.2"];
  if (platform === "darwin") return ["libtensorflow_framework.2.dylib", "libtensorflow_cc.2.dylib"];
  return null;
}

/** The installed native TensorFlow, or null when it was never installed here (or only in part). */
export function locateNativeTensorFlow(): NativeTensorFlow | null {
  const files = libraryFiles();
  if (files === null) return null;
  const folder = nativeTensorFlowFolder();
  const [framework, main] = files.map((file) => join(folder, file)) as [string, string];
  const complete = existsSync(join(folder, "complete")) && existsSync(framework) && existsSync(main);
  return complete ? { framework, main, kernels: folder } : null;
}
