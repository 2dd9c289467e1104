/**
 * Fetches native TensorFlow once into the user's cache.
 *
 * The library comes out of TensorFlow's own Python wheel, downloaded by whatever Python 3 with pip
 * the machine has (no Python is needed afterwards) and checked against the hash below; the kernels,
 * plain JavaScript, come as the npm package tfjs-node, installed without its scripts. Everything is
 * prepared in a folder beside the final one and moved there whole.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { ResonanceError } from "@resonance-rope/contracts";
import yauzl from "yauzl";
import {
  kernelsVersion,
  libraryFiles,
  locateNativeTensorFlow,
  nativeTensorFlowFolder,
  tensorFlowVersion,
} from "./locate.js";

export interface Wheel {
  readonly project: string;
  readonly platforms: readonly string[];
  readonly sha256: string;
}

/** One wheel a platform. Its Python version is only a name here: the library inside does not depend on it. */
const wheels: Readonly<Record<string, Wheel>> = {
  "linux-x64": {
    project: "tensorflow-cpu",
    platforms: ["manylinux_2_27_x86_64", "manylinux2014_x86_64"],
    sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
  },
};

const run = promisify(execFile);

/** Installs native TensorFlow unless it is there; `progress` gets a line for each stage. */
export async function installNativeTensorFlow(progress: (line: string) => void): Promise<void> {
  if (locateNativeTensorFlow() !== null) return;
  const platform = `${process.platform}-${process.arch}`;
  const wheel = wheels[platform];
  if (wheel === undefined) {
    throw new ResonanceError({
      kind: "unavailable",
      where: "installNativeTensorFlow",
      expected: `a platform with a known TensorFlow wheel (${Object.keys(wheels).join(", ")})`,
      received: platform,
      remedy: "WebAssembly is used instead",
    });
  }
  await installFromWheel(wheel, progress);
}

/** The stages, from download to the move into place; what fails leaves nothing behind. */
export async function installFromWheel(wheel: Wheel, progress: (line: string) => void): Promise<void> {
  const python = await findPython();
  const folder = nativeTensorFlowFolder();
  await mkdir(dirname(folder), { recursive: true });
  const staging = await mkdtemp(`${folder}-installing-`);
  try {
    progress(`downloading TensorFlow ${tensorFlowVersion} (274 MB, once)`);
    const file = await downloadWheel(python, wheel, staging);
    progress("checking and unpacking it");
    await checkHash(file, wheel.sha256);
    await unpack(file, staging);
    await rm(file);
    progress(`installing the kernels of tfjs-node ${kernelsVersion}`);
    await installKernels(staging);
    await writeFile(join(staging, "complete"), "");
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function findPython(): Promise<string> {
  for (const python of ["python3", "python"]) {
    try {
      await run(python, ["-m", "pip", "--version"]);
      return python;
    } catch {
      // Not there, or without pip: try the next name.
    }
  }
  throw new ResonanceError({
    kind: "unavailable",
    where: "installNativeTensorFlow",
    expected: "a Python 3 with pip on PATH, to download TensorFlow",
    received: "none",
    remedy: "install Python 3, or go on with WebAssembly",
  });
}

async function downloadWheel(python: string, { project, platforms }: Wheel, folder: string): Promise<string> {
  const flags = ["--no-deps", "--only-binary=:all:", "--python-version", "3.11", "--dest", folder];
  const tags = platforms.flatMap((platform) => ["--platform", platform]);
  try {
    await run(python, ["-m", "pip", "download", ...flags, ...tags, `${project}==${tensorFlowVersion}`]);
  } catch (cause) {
    throw new ResonanceError({
      kind: "unavailable",
      where: "installNativeTensorFlow",
      expected: `pip to download ${project} ${tensorFlowVersion}`,
      received: lastLine((cause as { stderr?: string }).stderr ?? String(cause)),
      remedy: "check the network and try `resonance doctor --install` again",
      cause,
    });
  }
  const file = (await readdir(folder)).find((name) => name.endsWith(".whl"));
  return join(folder, file as string);
}

async function checkHash(file: string, expected: string): Promise<void> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  const received = hash.digest("hex");
  if (received === expected) return;
  throw new ResonanceError({
    kind: "invalid-file",
    where: "installNativeTensorFlow",
    expected: `${basename(file)} with SHA-256 ${expected}`,
    received,
    remedy: "the download is damaged or another file; clear pip's cache and try again",
  });
}

/** Takes the two libraries out of the wheel, which is a zip archive. */
async function unpack(wheel: string, folder: string): Promise<void> {
  const wanted = new Set(libraryFiles()?.map((file) => `tensorflow/${file}`));
  const archive = await yauzl.openPromise(wheel);
  try {
    for await (const entry of archive.eachEntry()) {
      if (!wanted.delete(entry.fileName)) continue;
      const content = await archive.openReadStreamPromise(entry);
      await pipeline(content, createWriteStream(join(folder, basename(entry.fileName))));
      if (wanted.size === 0) return;
    }
  } finally {
    archive.close();
  }
  throw new ResonanceError({
    kind: "invalid-file",
    where: "installNativeTensorFlow",
    expected: `${[...wanted].join(" and ")} in ${basename(wheel)}`,
    received: "an archive without them",
  });
}

async function installKernels(folder: string): Promise<void> {
  await writeFile(join(folder, "package.json"), `{ "private": true }\n`);
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", folder];
  try {
    await run(npm, ["install", ...flags, `@tensorflow/tfjs-node@${kernelsVersion}`], { cwd: folder });
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

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
