/** The header of a safetensors file that is not in memory: two reads, whatever the file's length. */
import type { ByteSource } from "../byte-source.js";
import { type SafetensorsHeader, headerEnd, readSafetensorsHeader } from "./read-safetensors-header.js";

/** Checks the header against the source's whole length, so that a file cut short is refused unread. */
export async function readSafetensorsHeaderFrom(source: ByteSource): Promise<SafetensorsHeader> {
  const start = await source.read(0, Math.min(8, source.length));
  return readSafetensorsHeader(await source.read(0, headerEnd(start, source.length)), source.length);
}
