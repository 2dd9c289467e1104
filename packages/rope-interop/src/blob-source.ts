/** A Blob, and so a File that a browser's user chose, as a source of bytes. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { ByteSource } from "./byte-source.js";
import { requireRange } from "./require-range.js";

/** @param name what messages call it; a File has its own in `file.name`. */
export function blobSource(blob: Blob, name: string): ByteSource {
  return {
    name,
    length: blob.size,
    async read(begin, end) {
      requireRange("blobSource", begin, end, blob.size, name);
      try {
        return new Uint8Array(await blob.slice(begin, end).arrayBuffer());
      } catch (cause) {
        // A File whose disk file was moved or changed since it was chosen.
        const received = cause instanceof Error ? cause.message : "an error";
        const remedy = "choose the file again";
        throw new ResonanceError({
          kind: "unavailable",
          where: "blobSource",
          expected: `to read ${name}`,
          received,
          remedy,
          cause,
        });
      }
    },
  };
}
