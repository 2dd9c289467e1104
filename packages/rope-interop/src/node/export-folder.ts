/**
 * A model's folder again with another config.json. Weights are not copied but linked where the disk can, so they
 * cost no space; nothing is ever written through a link. Files that people edit in place are copied. All is prepared in
 * a folder beside the output and put in place at the end: on an error or an abort before that nothing new is there.
 */
import { randomUUID } from "node:crypto";
import { mkdir, open, rm, rmdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileError, syncFile, syncFolder } from "@resonance-rope/contracts/node";
import { configText } from "../hugging-face/config-text.js";
import type { JsonObject } from "../hugging-face/json-object.js";
import { longestConfig } from "../hugging-face/parse-config.js";
import { type CopyWholeOptions, copyWhole } from "./copy-whole.js";
import { type FolderFile, folderFiles } from "./folder-files.js";
import { linkOrCopy } from "./link-or-copy.js";
import { placeFolder, requireFolderFree } from "./place-folder.js";
import { readModelFolder } from "./read-model-folder.js";
import { readText } from "./read-text.js";

export interface ExportFolderOptions {
  /** Whether config.json alone is written; default false. */
  readonly configOnly?: boolean;
  /** Whether a model's folder that is there may be replaced, the input's never; default false. */
  readonly replace?: boolean;
  readonly signal?: AbortSignal;
  /** Called with the text of the new config as it stands on the disk; what it throws ends the export. */
  requireConfig?(text: string): void;
  /** Called as it goes, with bytes of all files. */
  onProgress?(writtenBytes: number, totalBytes: number): void;
}

export interface WrittenFolder {
  /** Paths of its files, config.json first. */
  readonly written: readonly string[];
  /** Bytes of all of them; a file that is linked to the input's counts whole. */
  readonly writtenBytes: number;
}

/** @param folder of the input, which is only read. @param out the folder to make. */
export async function exportFolder(
  folder: string,
  out: string,
  newConfig: JsonObject,
  { configOnly = false, replace = false, signal, requireConfig, onProgress }: ExportFolderOptions = {},
): Promise<WrittenFolder> {
  await requireFolderFree(folder, out, replace);
  const old = configOnly
    ? await readText(join(folder, "config.json"), longestConfig)
    : (await readModelFolder(folder)).text;
  const config = Buffer.from(configText(old, newConfig));
  const files = configOnly ? [] : await folderFiles(folder, new Set(["config.json"]));
  const totalBytes = files.reduce((total, { size }) => total + size, config.length);

  const temporary = join(dirname(resolve(out)), `.${randomUUID()}.tmp`);
  // Undefined where all were there already.
  let madeFirst: string | undefined;
  try {
    madeFirst = await mkdir(dirname(temporary), { recursive: true });
    await mkdir(temporary);
    await writeSynced(join(temporary, "config.json"), config);
    requireConfig?.(await readText(join(temporary, "config.json"), longestConfig));
    let writtenBytes = config.length;
    const onBytes = (bytes: number): void => onProgress?.((writtenBytes += bytes), totalBytes);
    onBytes(0);
    for (const file of files) {
      signal?.throwIfAborted();
      await placeFile(file, join(temporary, file.name), { onBytes, ...(signal === undefined ? {} : { signal }) });
    }
    for (const made of new Set(files.map(({ name }) => dirname(name)))) await syncFolder(join(temporary, made));
    signal?.throwIfAborted();
    await placeFolder(temporary, resolve(out));
    await syncFolder(dirname(temporary));
  } catch (error) {
    await removeMade(temporary, madeFirst);
    if (signal?.aborted) throw error;
    throw fileError(error, { where: "exportFolder", action: "write", path: out });
  }
  return {
    written: ["config.json", ...files.map(({ name }) => name)].map((name) => join(out, name)),
    writtenBytes: totalBytes,
  };
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(bytes);
    await syncFile(file);
  } finally {
    await file.close();
  }
}

/** Folders around it stay where another export has put something in them. */
async function removeMade(temporary: string, madeFirst: string | undefined): Promise<void> {
  await rm(temporary, { recursive: true, force: true });
  if (madeFirst === undefined) return;
  for (let folder = dirname(temporary); folder.length >= madeFirst.length; folder = dirname(folder))
    await rmdir(folder).catch(() => undefined);
}

const weights = /\.(?:safetensors|bin|gguf|pt|pth|onnx|h5|msgpack)$/iu;

async function placeFile(file: FolderFile, to: string, options: CopyWholeOptions): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await (weights.test(file.name) ? linkOrCopy(file, to, options) : copyWhole(file.path, to, options));
}
