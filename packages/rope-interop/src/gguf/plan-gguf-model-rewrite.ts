/** A rewrite of every part of a model: the first holds the metadata and gets what is new, each gets its own tensors. */
import type { GgufValue } from "./gguf-metadata.js";
import type { GgufEdits } from "./gguf-edits.js";
import type { GgufHeader } from "./gguf-header.js";
import { type GgufRewrite, planGgufRewrite } from "./plan-gguf-rewrite.js";
import type { GgufModel } from "./read-gguf-model.js";

/** The edits that concern one part, and how the part is made from them. */
export interface PlannedPart {
  readonly edits: GgufEdits;
  readonly rewrite: GgufRewrite;
  /** Nothing of it changes: a link or a copy will do. */
  readonly isUnchanged: boolean;
}

const tensorCountKey = "split.tensors.count";

/** In the order of the parts. */
export function planGgufModelRewrite({ parts, header: first }: GgufModel, edits: GgufEdits): readonly PlannedPart[] {
  const owners = new Map(
    parts.flatMap(({ header }) => [...header.tensors.keys()].map((name) => [name, header] as const)),
  );
  return parts.map(({ header }) => {
    const own = editsOf(header, first, edits, owners);
    const rewrite = planGgufRewrite(header, own);
    const [piece] = rewrite.pieces;
    const isUnchanged = rewrite.pieces.length === 1 && piece?.type === "copy" && rewrite.length === header.fileLength;
    return { edits: own, rewrite, isUnchanged };
  });
}

function editsOf(
  header: GgufHeader,
  first: GgufHeader,
  { rename, set = new Map(), drop = new Set(), tensors = new Map(), rows = new Map() }: GgufEdits,
  owners: ReadonlyMap<string, GgufHeader>,
): GgufEdits {
  const isOwn = ([name]: readonly [string, unknown]): boolean => (owners.get(name) ?? first) === header;
  const ownSet = new Map<string, GgufValue>(set);
  if (header !== first) for (const key of set.keys()) if (!header.entries.has(key)) ownSet.delete(key);
  const added = [...tensors.keys()].filter((name) => !owners.has(name)).length;
  // llama.cpp compares the count in the first part with what it finds in all, and reads no other part's.
  const count = header.entries.get(tensorCountKey);
  if (header === first && added > 0 && header.split !== null && count !== undefined && count.type !== "array")
    ownSet.set(tensorCountKey, { type: count.type, value: header.split.tensorCount + added });
  return {
    ...(rename === undefined ? {} : { rename }),
    set: ownSet,
    drop,
    tensors: new Map([...tensors].filter(isOwn)),
    rows: new Map([...rows].filter(isOwn)),
  };
}
