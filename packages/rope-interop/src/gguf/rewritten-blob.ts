/** The result of a rewrite as a Blob over slices of the input, so that nothing but changed rows passes through memory. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { GgufPiece, GgufRewrite } from "./plan-gguf-rewrite.js";
import { reorderRows } from "./row-order.js";

/** Bytes of rows that are in memory at once, or one group of rows where that is more. */
const rowsAtOnce = 2 ** 23;

type Part = Blob | Uint8Array<ArrayBuffer>;

/** The same bytes that `writeGguf` writes of the same plan. */
export async function rewrittenBlob(input: Blob, { pieces, length }: GgufRewrite): Promise<Blob> {
  const parts: Part[] = [];
  for (const piece of pieces) parts.push(await partOf(input, piece));
  const blob = new Blob(parts, { type: "application/octet-stream" });
  if (blob.size === length) return blob;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "rewrittenBlob",
    expected: `the Blob that the rewrite was planned for, which gives ${length} bytes`,
    received: `${blob.size}`,
  });
}

async function partOf(input: Blob, piece: GgufPiece): Promise<Part> {
  if (piece.type === "bytes") return piece.bytes;
  const { begin, end } = piece;
  if (piece.type === "copy") return input.slice(begin, end);
  const groupBytes = piece.order.length * piece.rowBytes;
  const step = groupBytes * Math.max(1, Math.floor(rowsAtOnce / groupBytes));
  const blobs: Blob[] = [];
  for (let at = begin; at < end; at += step) {
    const rows = new Uint8Array(await input.slice(at, Math.min(end, at + step)).arrayBuffer());
    // A Blob at once, which browsers may keep on disk.
    blobs.push(new Blob([reorderRows(rows, piece.order, piece.rowBytes)]));
  }
  return new Blob(blobs);
}
