/** Tells any two files of weights apart, whatever they are called. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { ResonanceError, messageOf } from "@resonance-rope/contracts";

/** SHA-256 of the files one after another; about a second a gigabyte. */
export async function fingerprintFiles(paths: readonly string[], signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) {
    try {
      for await (const block of createReadStream(path, { highWaterMark: 2 ** 20, signal }))
        hash.update(block as Buffer);
    } catch (cause) {
      signal?.throwIfAborted();
      throw new ResonanceError({
        kind: "invalid-file",
        where: "fingerprintFiles",
        expected: `to read ${path}`,
        received: messageOf(cause),
        cause,
      });
    }
  }
  return `sha256:${hash.digest("hex")}`;
}

/** Of `model-00001-of-00003.gguf`, all three. */
export function partsOf(path: string, files: number): readonly string[] {
  if (files === 1) return [path];
  return Array.from({ length: files }, (_, index) =>
    path.replace(/\d{5}(?=-of-\d{5}\.gguf$)/u, String(index + 1).padStart(5, "0")),
  );
}
