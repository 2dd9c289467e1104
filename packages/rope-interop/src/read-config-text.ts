/** Tells the two formats of a model apart: a config's text, or none where the source is a GGUF. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { ByteSource } from "./byte-source.js";
import { longestConfig } from "./hugging-face/parse-config.js";

const where = "readConfigText";
const ggufMagic = "GGUF";

/**
 * Null: what opens with "GGUF" is one, and all else a config.
 * @throws ResonanceError of kind `invalid-file` on what is neither; one that is far too long is not read.
 */
export async function readConfigText(source: ByteSource): Promise<string | null> {
  if (await opensAsGguf(source)) return null;
  if (source.length > longestConfig)
    throw new ResonanceError({
      kind: "invalid-file",
      where,
      expected: `a GGUF, or a config.json of at most ${longestConfig} bytes`,
      received: `${source.length} bytes of something else in ${source.name}`,
    });
  const bytes = await source.read(0, source.length);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const received = `other bytes in ${source.name}`;
    throw new ResonanceError({ kind: "invalid-file", where, expected: "a config.json in UTF-8", received, cause });
  }
}

async function opensAsGguf(source: ByteSource): Promise<boolean> {
  if (source.length < ggufMagic.length) return false;
  return new TextDecoder("latin1").decode(await source.read(0, ggufMagic.length)) === ggufMagic;
}
