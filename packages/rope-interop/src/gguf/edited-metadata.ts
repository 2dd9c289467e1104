import type { GgufEdits } from "./gguf-edits.js";
import type { GgufMetadataValue } from "./gguf-metadata.js";

/** Metadata for a new file, as a rewrite with these edits would leave it. */
export function editedMetadata(
  metadata: ReadonlyMap<string, GgufMetadataValue>,
  { rename = new Map(), set = new Map(), drop = new Set() }: GgufEdits,
): Map<string, GgufMetadataValue> {
  const edited = new Map<string, GgufMetadataValue>();
  for (const [old, value] of metadata) {
    const key = rename.get(old) ?? old;
    if (!drop.has(key)) edited.set(key, value);
  }
  for (const [key, value] of set) edited.set(key, value);
  return edited;
}
