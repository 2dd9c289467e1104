/**
 * Puts files into a folder, all or none: each is written under a temporary name and synced, and all are renamed at
 * the end. What is there is refused, and so is never what the new files are made from.
 */
import { randomUUID } from "node:crypto";
import { lstat, mkdir, open, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import { codeOf, fileError, syncFile, syncFolder } from "@resonance-rope/contracts/node";
import type { StreamedFile } from "../tensors/streamed-file.js";

const where = "writeNewFiles";

export interface WriteNewFilesOptions {
  /** Called as it goes, with bytes of all files. */
  onProgress?(writtenBytes: number, totalBytes: number): void;
  readonly signal?: AbortSignal;
}

/**
 * @param folder which is made where it is not there, in one that is.
 * @param files by name: of `ggufFile` one, of `safetensorsFiles` all.
 * @returns paths of what was written.
 */
export async function writeNewFiles(
  folder: string,
  files: ReadonlyMap<string, StreamedFile>,
  { onProgress, signal }: WriteNewFilesOptions = {},
): Promise<readonly string[]> {
  const totalBytes = [...files.values()].reduce((total, { length }) => total + length, 0);
  const temporaries = new Map<string, string>();
  const renamed: string[] = [];
  let isFolderNew = false;
  let writtenBytes = 0;
  const onChunk = (bytes: number): void => {
    signal?.throwIfAborted();
    onProgress?.((writtenBytes += bytes), totalBytes);
  };
  try {
    isFolderNew = await isMade(folder);
    for (const name of files.keys()) await requireAbsent(join(folder, name));
    for (const [name, file] of files) {
      const temporary = join(folder, `.${randomUUID()}.tmp`);
      temporaries.set(join(folder, name), temporary);
      await writeFile(temporary, file, onChunk);
    }
    for (const [path, temporary] of temporaries) {
      await requireAbsent(path);
      await rename(temporary, path);
      renamed.push(path);
    }
    await syncFolder(folder);
    return renamed;
  } catch (error) {
    for (const path of [...temporaries.values(), ...renamed]) await rm(path, { force: true });
    if (isFolderNew) await rmdir(folder).catch(() => undefined);
    if (signal?.aborted) throw error;
    throw fileError(error, { where, action: "write", path: folder });
  }
}

async function isMade(folder: string): Promise<boolean> {
  return mkdir(folder).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    },
  );
}

async function writeFile(path: string, file: StreamedFile, onChunk: (bytes: number) => void): Promise<void> {
  const output = await open(path, "wx");
  try {
    for await (const chunk of file.chunks()) {
      await output.writeFile(chunk);
      onChunk(chunk.length);
    }
    await syncFile(output);
  } finally {
    await output.close();
  }
}

async function requireAbsent(path: string): Promise<void> {
  const isThere = await lstat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === "ENOENT") return false;
      throw error;
    },
  );
  if (!isThere) return;
  const remedy = "remove it, or choose another folder";
  const expected = `no ${path}`;
  throw new ResonanceError({ kind: "invalid-argument", where, expected, received: "one", remedy });
}
