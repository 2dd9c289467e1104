/** Reads single keys of a GGUF's metadata as what they should be. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { GgufHeader } from "./gguf-header.js";

export interface GgufMetadata {
  /** Null where the key is absent. */
  text(key: string): string | null;
  /** A finite number from 0, or the largest where there is one a layer; null where the key is absent. */
  number(key: string): number | null;
  /** As `number`, and whole. */
  whole(key: string): number | null;
}

/** A key of another type is an `invalid-file` that names it, thrown in the name of `where`. */
export function metadataOf({ entries, name }: GgufHeader, where: string): GgufMetadata {
  const broken = (key: string, what: string, received: string): ResonanceError =>
    new ResonanceError({
      kind: "invalid-file",
      where,
      expected: `${key} to be ${what}`,
      received: `${received} in ${name}`,
    });

  const number = (key: string, what = "a number from 0"): number | null => {
    const entry = entries.get(key);
    if (entry === undefined) return null;
    const value = entry.type === "array" ? Math.max(...(entry.value.values ?? [])) : entry.value;
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
    throw broken(key, what, entry.type === "array" ? `a list of ${entry.value.length}` : `${value}`.slice(0, 40));
  };
  return {
    text(key) {
      const entry = entries.get(key);
      if (entry === undefined) return null;
      if (entry.type === "string" && typeof entry.value === "string") return entry.value;
      throw broken(key, "text", `a value of type ${entry.type}`);
    },
    number,
    whole(key) {
      const value = number(key, "a whole number from 0");
      if (value === null || Number.isSafeInteger(value)) return value;
      throw broken(key, "a whole number from 0", `${value}`);
    },
  };
}
