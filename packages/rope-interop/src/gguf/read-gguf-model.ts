/** A model of one GGUF or of all the files it was split into, opened and held against each other. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { ByteSource } from "../byte-source.js";
import type { GgufHeader } from "./gguf-header.js";
import { readGgufHeader } from "./read-gguf-header.js";

export interface GgufPart {
  readonly source: ByteSource;
  readonly header: GgufHeader;
}

export interface GgufModel {
  /** In the order of `split.no`. */
  readonly parts: readonly GgufPart[];
  /** Of the first part, which holds the model's metadata. */
  readonly header: GgufHeader;
}

const where = "readGgufModel";

/** @param sources the file, or every part of a split model in any order (see `splitNames`). */
export async function readGgufModel(sources: readonly ByteSource[]): Promise<GgufModel> {
  const parts: GgufPart[] = [];
  for (const source of sources) parts.push({ source, header: await readGgufHeader(source) });
  parts.sort((a, b) => (a.header.split?.index ?? 0) - (b.header.split?.index ?? 0));
  const first = parts[0];
  if (first === undefined) throw unfit("invalid-argument", "a GGUF file", "none");
  requireOneModel(parts, first);
  return { parts, header: first.header };
}

/** Every part there once, and as many tensors as the first says; llama.cpp reads that count in the first alone. */
function requireOneModel(parts: readonly GgufPart[], { header }: GgufPart): void {
  const count = header.split?.count ?? 1;
  if (parts.length !== count)
    throw unfit(
      "invalid-argument",
      `${count} ${count === 1 ? "file" : "parts"} of the model of ${header.name}`,
      `${parts.length}`,
      count > 1 ? "name the first part, with all the others beside it" : undefined,
    );
  if (count === 1) return;
  const names = new Set<string>();
  for (const [index, { header: part }] of parts.entries()) {
    if (part.split?.count !== count || part.split.index !== index)
      throw unfit("invalid-file", `part ${index + 1} of ${count} of one model`, describePart(part));
    for (const name of part.tensors.keys()) {
      if (names.has(name)) throw unfit("invalid-file", "each tensor in one part", `${name.slice(0, 80)} twice`);
      names.add(name);
    }
  }
  if (names.size !== header.split?.tensorCount)
    throw unfit("invalid-file", `${header.split?.tensorCount} tensors, as ${header.name} says`, `${names.size}`);
}

function describePart({ name, split }: GgufHeader): string {
  return split === null ? `${name}, a whole model` : `${name}, part ${split.index + 1} of ${split.count}`;
}

function unfit(
  kind: "invalid-file" | "invalid-argument",
  expected: string,
  received: string,
  remedy?: string,
): ResonanceError {
  return new ResonanceError({ kind, where, expected, received, remedy });
}
