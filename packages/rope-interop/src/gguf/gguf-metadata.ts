/** Values of a new GGUF's metadata, and those of another file as they stand there. */
import type { GgufScalar, GgufScalarType } from "./gguf-header.js";
import type { GgufModel } from "./read-gguf-model.js";

/** A value that a rewrite sets. */
export interface GgufValue {
  readonly type: GgufScalarType;
  readonly value: GgufScalar;
}

export type GgufMetadataValue =
  | GgufValue
  | { readonly type: "array"; readonly elementType: GgufScalarType; readonly values: readonly GgufScalar[] }
  /** Type and value as the bytes of a file. */
  | { readonly type: "copied"; readonly bytes: Uint8Array };

/** What a file says of its own bytes, and not of the model. */
const ofTheFile = /^(?:split\..*|general\.alignment|general\.file_type)$/u;

/**
 * The metadata of a model, vocabulary and all, for a new file of it. Left out is what holds for the old file alone:
 * its parts, its alignment, the type that most of its tensors have.
 */
export async function copyGgufMetadata({
  parts: [first],
}: Pick<GgufModel, "parts">): Promise<Map<string, GgufMetadataValue>> {
  if (first === undefined) return new Map();
  const { source, header } = first;
  const begin = Math.min(header.tensorRecordsBegin, ...[...header.entries.values()].map((entry) => entry.begin));
  const bytes = await source.read(begin, header.tensorRecordsBegin);
  return new Map(
    [...header.entries]
      .filter(([key]) => !ofTheFile.test(key))
      .map(([key, { keyEnd, end }]) => [key, { type: "copied", bytes: bytes.subarray(keyEnd - begin, end - begin) }]),
  );
}
