/**
 * A dataset as a folder of JSON Lines files and their manifest. The files are written and synced under a
 * temporary name first: a folder that was not there appears whole, and in an empty one, which may be a mounted
 * disk, the manifest comes last.
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { codeOf, fileError, syncFile } from "@resonance-rope/contracts/node";
import { type Dataset, type SequenceSet, writeJsonLines } from "@resonance-rope/posgen";
import { writeAtomically } from "@resonance-rope/run-store";
import type { DatasetManifest } from "./dataset-manifest.js";

const where = "posgen write";

export const manifestName = "manifest.json";

/** Refuses a folder that holds anything but this very dataset, which is left as it is. */
export async function writeDatasetFolder(
  folder: string,
  data: Dataset,
  manifest: DatasetManifest,
): Promise<"written" | "unchanged"> {
  const target = resolve(folder);
  const names = await namesIn(target);
  if (names !== null && names.length > 0) {
    await requireSame(target, manifest);
    return "unchanged";
  }
  const temporary = join(names === null ? dirname(target) : target, `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    await mkdir(temporary, { recursive: true });
    for (const { name, split } of manifest.files) await writeLines(join(temporary, name), data[split]);
    await writeAtomically(join(temporary, manifestName), textOf(manifest));
    if (names === null) await rename(temporary, target);
    else {
      for (const name of [...manifest.files.map((file) => file.name), manifestName])
        await rename(join(temporary, name), join(target, name));
      await rmdir(temporary);
    }
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!["ENOTEMPTY", "EEXIST"].includes(codeOf(error) ?? ""))
      throw fileError(error, { where, action: "write", path: target });
    // Another process made the folder in the meantime.
    await requireSame(target, manifest);
    return "unchanged";
  }
  return "written";
}

const textOf = (manifest: DatasetManifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

/** Null when there is no such folder. */
async function namesIn(folder: string): Promise<string[] | null> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return null;
    if (code === "ENOTDIR") throw refusal(folder, "a file", error);
    throw fileError(error, { where, action: "read", path: folder });
  }
}

async function writeLines(file: string, set: SequenceSet): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await writeFile(handle, writeJsonLines(set));
    await syncFile(handle);
  } finally {
    await handle.close();
  }
}

async function requireSame(folder: string, manifest: DatasetManifest): Promise<void> {
  const found = await readFile(join(folder, manifestName), "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") throw refusal(folder, `files, but no ${manifestName}`, error);
    throw fileError(error, { where, action: "read", path: join(folder, manifestName) });
  });
  if (found !== textOf(manifest)) throw refusal(folder, `the ${manifestName} of another dataset`);
  for (const { name, sha256 } of manifest.files) {
    const hash = createHash("sha256");
    try {
      for await (const chunk of createReadStream(join(folder, name))) hash.update(chunk as Buffer);
    } catch (error) {
      if (codeOf(error) === "ENOENT") throw refusal(folder, `no ${name}, which its ${manifestName} names`, error);
      throw fileError(error, { where, action: "read", path: join(folder, name) });
    }
    if (hash.digest("hex") !== sha256) throw refusal(folder, `a ${name} that was changed since it was written`);
  }
}

function refusal(folder: string, received: string, cause?: unknown): ResonanceError {
  return new ResonanceError({
    kind: "unavailable",
    where,
    expected: `${folder} to be empty, to hold this very dataset, or not to be there`,
    received,
    remedy: "give another --out, or move what is there away",
    cause,
  });
}
