/**
 * Lays the pieces of a rewrite end to end in a file. Several chunks are on their way at once, each to its place, so
 * that reads and writes overlap, and a chunk of zeros is left out, so that a sparse file stays sparse. Memory is that
 * of a few chunks, however long the file.
 */
import type { FileHandle } from "node:fs/promises";
import { syncFile } from "@resonance-rope/contracts/node";
import type { GgufPiece, GgufRewrite } from "../gguf/plan-gguf-rewrite.js";
import { reorderRows } from "../gguf/row-order.js";
import type { FileSource } from "./file-source.js";

/** Small enough that what was just read is written out of the cache of the processor. */
const chunkBytes = 2 ** 19;
/** As many as Node has threads for files. */
const lanes = 4;
/** Bytes after which the disk is set to work: at the end there is less left to sync. */
const flushBytes = 2 ** 26;
const zeros = Buffer.alloc(chunkBytes);

export interface CopyOptions {
  /** Called after each chunk with bytes written so far. */
  onBytes?(written: number): void;
  readonly signal?: AbortSignal;
}

export async function copyPieces(
  input: FileSource,
  output: FileHandle,
  rewrite: GgufRewrite,
  { onBytes, signal }: CopyOptions,
): Promise<void> {
  const chunks = chunksOf(rewrite.pieces);
  let written = 0;
  let flushedTo = 0;
  let isFlushing = false;
  /** One chunk after another, of those that are left. An error closes the list, and so ends the other lanes too. */
  const copyChunks = async (): Promise<void> => {
    const buffer = Buffer.allocUnsafeSlow(chunkBytes);
    for (const { piece, position } of chunks) {
      signal?.throwIfAborted();
      const bytes = await load(input, piece, buffer);
      await writeUnlessZeros(output, bytes, position);
      written += bytes.length;
      onBytes?.(written);
      if (isFlushing || written - flushedTo < flushBytes) continue;
      flushedTo = written;
      isFlushing = true;
      // The system tells of a failed write once: here, and not again in the sync at the end.
      await syncFile(output);
      isFlushing = false;
    }
  };
  // Nobody may close the file before the last of them is done.
  const ends = await Promise.allSettled(Array.from({ length: lanes }, copyChunks));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  await output.truncate(rewrite.length);
}

interface Chunk {
  readonly piece: GgufPiece;
  /** In the output. */
  readonly position: number;
}

/** Pieces cut so that each fits a buffer, or is one group of rows. */
function* chunksOf(pieces: readonly GgufPiece[]): Generator<Chunk> {
  let position = 0;
  for (const piece of pieces) {
    if (piece.type === "bytes") {
      yield { piece, position };
      position += piece.bytes.length;
      continue;
    }
    const unit = piece.type === "rows" ? piece.order.length * piece.rowBytes : 1;
    const step = unit * Math.max(1, Math.floor(chunkBytes / unit));
    for (let begin = piece.begin; begin < piece.end; begin += step) {
      const end = Math.min(piece.end, begin + step);
      yield { piece: { ...piece, begin, end }, position };
      position += end - begin;
    }
  }
}

async function load(input: FileSource, piece: GgufPiece, buffer: Buffer): Promise<Uint8Array> {
  if (piece.type === "bytes") return piece.bytes;
  const length = piece.end - piece.begin;
  const bytes = length <= buffer.length ? buffer.subarray(0, length) : Buffer.allocUnsafeSlow(length);
  await input.readInto(bytes, piece.begin);
  return piece.type === "rows" ? reorderRows(bytes, piece.order, piece.rowBytes) : bytes;
}

async function writeUnlessZeros(output: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  if (bytes.length <= zeros.length && zeros.compare(bytes, 0, bytes.length, 0, bytes.length) === 0) return;
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await output.write(bytes, at, bytes.length - at, position + at);
    at += bytesWritten;
  }
}
