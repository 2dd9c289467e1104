/** A file on disk as a source of bytes. */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { ResonanceError } from "@resonance-rope/contracts";
import { fileError } from "@resonance-rope/contracts/node";
import type { ByteSource } from "../byte-source.js";
import { requireRange } from "../require-range.js";

const where = "openFileSource";

export interface FileSource extends ByteSource {
  /** As `read`, into memory that is there already. */
  readInto(bytes: Uint8Array, begin: number): Promise<void>;
  close(): Promise<void>;
}

/** Close it when done. Refuses whatever is no regular file: a folder, a pipe, a device. */
export async function openFileSource(path: string): Promise<FileSource> {
  let file: FileHandle;
  try {
    // Without O_NONBLOCK, opening a pipe that nobody writes to never returns.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw fileError(error, { where, action: "read", path });
  }
  try {
    const status = await file.stat();
    if (!status.isFile()) {
      const received = status.isDirectory() ? "a folder" : "a pipe or a device";
      throw new ResonanceError({ kind: "invalid-argument", where, expected: `${path} to be a file`, received });
    }
    return sourceOf(file, path, status.size);
  } catch (error) {
    await file.close();
    throw fileError(error, { where, action: "read", path });
  }
}

function sourceOf(file: FileHandle, path: string, length: number): FileSource {
  const readInto = async (bytes: Uint8Array, begin: number): Promise<void> => {
    requireRange(where, begin, begin + bytes.length, length, path);
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await file.read(bytes, at, bytes.length - at, begin + at).catch((error: unknown) => {
        throw fileError(error, { where, action: "read", path });
      });
      if (bytesRead === 0) {
        const received = `its end at ${begin + at}: it got shorter`;
        throw new ResonanceError({ kind: "invalid-file", where, expected: `${length} bytes in ${path}`, received });
      }
      at += bytesRead;
    }
  };
  return {
    name: path,
    length,
    async read(begin, end) {
      requireRange(where, begin, end, length, path);
      const bytes = new Uint8Array(end - begin);
      await readInto(bytes, begin);
      return bytes;
    },
    readInto,
    close: () => file.close(),
  };
}
