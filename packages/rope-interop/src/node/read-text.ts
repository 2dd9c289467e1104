/** A small text file, whole. */
import { ResonanceError } from "@resonance-rope/contracts";
import { openFileSource } from "./file-source.js";

/** @param longest in bytes; a longer file is something else, and not read. */
export async function readText(path: string, longest: number): Promise<string> {
  const broken = (expected: string, received: string, cause?: unknown): ResonanceError =>
    new ResonanceError({ kind: "invalid-file", where: "readText", expected, received, cause });
  const source = await openFileSource(path);
  try {
    if (source.length > longest) throw broken(`at most ${longest} bytes in ${path}`, String(source.length));
    const bytes = await source.read(0, source.length);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch (cause) {
      throw broken(`${path} in UTF-8`, "other bytes", cause);
    }
  } finally {
    await source.close();
  }
}
