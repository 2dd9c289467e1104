/**
 * Fetches native TensorFlow once into the user's cache.
 *
 * The libraries come out of TensorFlow's and NVIDIA's own Python wheels; the kernels, plain JavaScript, come
 * as the npm package tfjs-node, installed without its scripts. Everything is prepared in a folder beside the
 * final one and moved there whole.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ResonanceError, messageOf } from "@resonance-rope/contracts";
import { markComplete } from "./complete-marker.js";
import { fetchWheel, findPython } from "./fetch-wheel.js";
import { findGraphicsCard } from "./find-graphics-card.js";
import { lastLine } from "./last-line.js";
import { installedFor, nativeTensorFlowFolder } from "./locate.js";
import { type Device, type Wheel, wheels } from "./wheels.js";

/** The tfjs-node whose kernels translate tfjs ops to TensorFlow's. */
const kernelsVersion = "4.22.0";

export interface InstallOptions {
  /** Default: `cuda` where there is an NVIDIA card and a wheel for it, else `cpu`. */
  readonly device?: Device;
}

/** Installs native TensorFlow unless it is there, whole; `progress` gets a line for each stage. */
export async function installNativeTensorFlow(
  progress: (line: string) => void,
  { device }: InstallOptions = {},
): Promise<void> {
  const platform = `${process.platform}-${process.arch}`;
  const offered = wheels[platform] ?? {};
  const wanted = device ?? (offered.cuda !== undefined && findGraphicsCard() !== null ? "cuda" : "cpu");
  const chosen = offered[wanted];
  if (chosen === undefined) {
    const known = Object.keys(wheels).filter((name) => wheels[name]?.[wanted] !== undefined);
    throw new ResonanceError({
      kind: "unavailable",
      where: "installNativeTensorFlow",
      expected: `a platform with known TensorFlow wheels for ${wanted} (${known.join(", ")})`,
      received: platform,
      remedy: offered.cpu === undefined ? "WebAssembly is used instead" : "install it for cpu",
    });
  }
  if (!isInstalled(wanted, progress)) await installWheels(wanted, chosen, progress);
}

/** False, and said, where an installation is damaged. */
function isInstalled(device: Device, progress: (line: string) => void): boolean {
  try {
    return installedFor(device) !== null;
  } catch (error) {
    progress(messageOf(error));
    return false;
  }
}

/** The stages, from download to the move into place; what fails leaves nothing behind. */
export async function installWheels(
  device: Device,
  chosen: readonly Wheel[],
  progress: (line: string) => void,
): Promise<void> {
  const python = await findPython();
  const folder = nativeTensorFlowFolder(device);
  await mkdir(dirname(folder), { recursive: true });
  const staging = await mkdtemp(`${folder}-installing-`);
  try {
    for (const [index, wheel] of chosen.entries()) {
      const place = chosen.length > 1 ? `, ${index + 1} of ${chosen.length}` : "";
      progress(`fetching ${wheel.project} ${wheel.version} (${wheel.megabytes} MB, once${place})`);
      await fetchWheel(python, wheel, staging);
    }
    progress(`installing the kernels of tfjs-node ${kernelsVersion}`);
    await installKernels(staging);
    await markComplete(
      staging,
      chosen.flatMap(({ files }) => files),
    );
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function installKernels(folder: string): Promise<void> {
  await writeFile(join(folder, "package.json"), `{ "private": true }\n`);
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", folder];
  try {
    await promisify(execFile)("npm", ["install", ...flags, `@tensorflow/tfjs-node@${kernelsVersion}`], { cwd: folder });
  } catch (cause) {
    throw new ResonanceError({
      kind: "unavailable",
      where: "installNativeTensorFlow",
      expected: `npm to install @tensorflow/tfjs-node ${kernelsVersion}`,
      received: lastLine((cause as { stderr?: string }).stderr ?? String(cause)),
      remedy: "check the network and try `resonance doctor --install` again",
      cause,
    });
  }
}
