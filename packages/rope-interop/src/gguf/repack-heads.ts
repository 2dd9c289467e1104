/**
 * A dense Qwen2 or Qwen2.5 as architecture llama, whose graph divides frequencies by factors and Qwen2's does not.
 * The two compute alike but for the layout of pairs, so the rows of query and key are put into llama's order, as
 * llama.cpp's converter does (conversion/llama.py, `permute`). Quantised blocks run along rows and move whole:
 * nothing is lost.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { GgufEdits } from "./gguf-edits.js";
import { metadataOf } from "./metadata-of.js";
import type { GgufModel } from "./read-gguf-model.js";
import type { RowOrder } from "./row-order.js";

const where = "repackHeads";
const oldPrefix = "qwen2.";
const newPrefix = "llama.";
const queryOrKey = /^blk\.\d+\.attn_[qk]\.(weight|bias)$/u;

/** Architectures that have an exact form as llama. Qwen3 and Gemma 3 normalise query and key, which llama does not. */
export function canRepackHeads(architecture: string): boolean {
  return architecture === "qwen2";
}

/** @param headDimension D, all of it rotated. */
export function repackHeads(
  { parts, header }: GgufModel,
  headDimension: number,
): Required<Pick<GgufEdits, "rename" | "set" | "rows">> {
  const layers = metadataOf(header, where).whole(`${oldPrefix}block_count`) ?? 0;
  const order = interleavedOrder(headDimension);
  const rows = new Map<string, RowOrder>();
  for (const { header: part } of parts)
    for (const name of part.tensors.keys()) if (queryOrKey.test(name)) rows.set(name, order);
  for (let layer = 0; layer < layers; layer++)
    for (const name of [`blk.${layer}.attn_q.weight`, `blk.${layer}.attn_k.weight`]) {
      if (rows.has(name)) continue;
      throw new ResonanceError({
        kind: "invalid-argument",
        where,
        expected: `${name}, as in a Qwen2 that llama.cpp converted`,
        received: `none in ${header.name}`,
      });
    }
  const rename = new Map(
    [...header.entries.keys()]
      .filter((key) => key.startsWith(oldPrefix))
      .map((key) => [key, newPrefix + key.slice(oldPrefix.length)]),
  );
  const set = new Map([
    ["general.architecture", { type: "string", value: "llama" }],
    // llama insists on it; Qwen2 files leave it out.
    ["llama.rope.dimension_count", { type: "uint32", value: headDimension }],
  ] as const);
  return { rename, set, rows };
}

/** Pair (j, j + P) becomes (2j, 2j + 1). */
export function interleavedOrder(headDimension: number): RowOrder {
  const pairs = headDimension / 2;
  return Array.from({ length: headDimension }, (_, row) => (row >> 1) + (row % 2) * pairs);
}
