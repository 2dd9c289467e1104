/** A file of text that a flag names, whole. */
import { readFile } from "node:fs/promises";
import { ResonanceError } from "@resonance-rope/contracts";

/** @param where the flag, for the refusal. */
export async function readTextFile(path: string, where: string): Promise<string> {
  const refused = (expected: string, received: string, cause: unknown): ResonanceError =>
    new ResonanceError({ kind: "invalid-file", where, expected, received, cause });
  const bytes = await readFile(path).catch((cause: Error) => {
    throw refused(`to read ${path}`, cause.message, cause);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refused(`${path} to be text in UTF-8`, "other bytes, or more than fit into one text", cause);
  }
}
