/**
 * Lays the pieces of a rewrite end to end in a file. One chunk is read while the one before it is written, and a
 * chunk of zeros is left out, so that a sparse file stays sparse. Memory is that of a few chunks, however long the
 * file.
 */
import type { FileHandle } from "node:fs/promises";
import type { GgufPiece, GgufRewrite } from "../gguf/plan-gguf-rewrite.js";
import { reorderRows } from "../gguf/row-order.js";
import type { FileSource } from "./file-source.js";

/** Small enough that what was just read is written out of the cache of the processor. */
const chunkBytes = 2 ** 20;
/** Bytes after which the disk is set to work: at the end there is less left to sync. */
const flushBytes = 2 ** 27;
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
  const buffers = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)] as const;
  let turn = 0;
  let position = 0;
  let writing: Promise<void> = Promise.resolve();
  let flushing: Promise<void> = Promise.resolve();
  let isFlushing = false;
  let flushedTo = 0;
  try {
    for (const chunk of chunksOf(rewrite.pieces)) {
      signal?.throwIfAborted();
      const bytes = await load(input, chunk, buffers[turn % 2 === 0 ? 0 : 1]);
      // The other buffer is free again only now.
      await writing;
      onBytes?.(position);
      if (!isFlushing && position - flushedTo >= flushBytes) {
        // The system tells of a failed write once: here, and not again in the sync at the end.
        await flushing;
        flushedTo = position;
        isFlushing = true;
        flushing = output.datasync().finally(() => (isFlushing = false));
        flushing.catch(() => {});
      }
      writing = writeUnlessZeros(output, bytes, position);
      // Awaited a turn later: until then an error must not count as unhandled.
      writing.catch(() => {});
      position += bytes.length;
      turn++;
    }
  } finally {
    // Nobody may close the file under them.
    await Promise.allSettled([writing, flushing]);
  }
  await writing;
  await flushing;
  await output.truncate(rewrite.length);
  onBytes?.(position);
}

/** Pieces cut so that each fits a buffer, or is one group of rows. */
function* chunksOf(pieces: readonly GgufPiece[]): Generator<GgufPiece> {
  for (const piece of pieces) {
    if (piece.type === "bytes") {
      yield piece;
      continue;
    }
    const unit = piece.type === "rows" ? piece.order.length * piece.rowBytes : 1;
    const step = unit * Math.max(1, Math.floor(chunkBytes / unit));
    for (let begin = piece.begin; begin < piece.end; begin += step)
      yield { ...piece, begin, end: Math.min(piece.end, begin + step) };
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
