/** Copies a file in pieces, so that it can be stopped and followed, and syncs it. */
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";

export interface CopyWholeOptions {
  /** Called after each piece with its bytes. */
  onBytes(bytes: number): void;
  readonly signal?: AbortSignal;
}

/** @param to a name that is free. */
export async function copyWhole(from: string, to: string, { onBytes, signal }: CopyWholeOptions): Promise<void> {
  await pipeline(
    createReadStream(from, { highWaterMark: 2 ** 20 }),
    async function* follow(pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        yield piece;
        onBytes(piece.length);
      }
    },
    createWriteStream(to, { flags: "wx", flush: true }),
    ...(signal === undefined ? [] : [{ signal }]),
  );
}
