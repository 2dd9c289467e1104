/** A file's place among those of a split model (`name-00001-of-00003.gguf`), as its keys have it. */
import type { ResonanceError } from "@resonance-rope/contracts";
import type { GgufEntry, GgufSplit } from "./gguf-header.js";

/** Null where the model is one file. */
export function splitOf(
  entries: ReadonlyMap<string, GgufEntry>,
  broken: (expected: string, received: string) => ResonanceError,
): GgufSplit | null {
  const whole = (key: string): number => {
    const value = entries.get(key)?.value;
    if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
    throw broken(`${key} to be a whole number, as in every file of a split model`, typeof value);
  };
  // llama.cpp goes by the count, and takes a file without it as the whole model.
  if (!entries.has("split.count")) return null;
  const count = whole("split.count");
  if (count <= 1) return null;
  const index = whole("split.no");
  if (index >= count) throw broken(`split.no below split.count, ${count}`, `${index}`);
  return { index, count, tensorCount: whole("split.tensors.count") };
}
