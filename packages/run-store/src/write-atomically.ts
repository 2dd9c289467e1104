/**
 * A file is there whole or not at all: it is written under a temporary name in the same folder, synced,
 * renamed, and the folder is synced.
 *
 * Our own instead of the package write-file-atomic: version 7.0.0 ignores a short write, so on a disk
 * that fills up it puts a truncated file in place of a good one and reports success.
 */
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fileError, syncFolder } from "@resonance-rope/contracts/node";
import { replaceFile } from "./replace-file.js";
import { temporaryPathFor } from "./temporary-files.js";
import { writeSynced } from "./write-synced.js";

/** Creates or replaces `path`. On an error the file is as it was before, and nothing else is left. */
export async function writeAtomically(path: string, data: string | Uint8Array): Promise<void> {
  const temporary = temporaryPathFor(path);
  try {
    await writeSynced(temporary, data);
    await replaceFile(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw fileError(error, { where: "writeAtomically", action: "write", path });
  }
}
