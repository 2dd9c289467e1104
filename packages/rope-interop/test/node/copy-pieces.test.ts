import { randomSource } from "@resonance-rope/contracts";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { GgufRewrite } from "../../src/gguf/plan-gguf-rewrite.js";
import { type CopyOptions, copyPieces } from "../../src/node/copy-pieces.js";
import type { FileSource } from "../../src/node/file-source.js";
import { randomBytes } from "../gguf/build-gguf.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "copy-pieces-"));
});
afterEach(() => rm(folder, { recursive: true }));

const rowBytes = 1000;
/** Groups of more than a chunk. */
const order = Array.from({ length: 700 }, (_, row) => 699 - row);
const length = 5_600_000;
/** Random, and again after a prime count of bytes, so that no two chunks are alike. */
const input = Buffer.alloc(length, randomBytes(randomSource(5), 99_991));

interface SlowSource extends FileSource {
  readonly asked: readonly number[];
  inFlight(): number;
}

/** Answers late, and never in the order that it was asked. */
function slowSource(failAt = Infinity): SlowSource {
  const asked: number[] = [];
  let inFlight = 0;
  const readInto = async (bytes: Uint8Array, begin: number): Promise<void> => {
    asked.push(begin);
    inFlight++;
    for (let turn = asked.length % 3 === 0 ? 20 : 1; turn > 0; turn--)
      await new Promise((resolve) => setImmediate(resolve));
    inFlight--;
    if (begin <= failAt && failAt < begin + bytes.length) throw new Error("the disk is gone");
    bytes.set(input.subarray(begin, begin + bytes.length));
  };
  const read = (begin: number, end: number): Promise<Uint8Array> => Promise.resolve(input.subarray(begin, end));
  return { name: "slow", length, read, readInto, close: () => Promise.resolve(), inFlight: () => inFlight, asked };
}

const rewrite: GgufRewrite = {
  length: length + 3,
  pieces: [
    { type: "bytes", bytes: Uint8Array.of(1, 2, 3) },
    { type: "copy", begin: 0, end: 2_800_000 },
    { type: "rows", begin: 2_800_000, end: length, rowBytes, order },
  ],
};

async function copy(source: SlowSource, options: CopyOptions = {}): Promise<Buffer> {
  const path = join(folder, "out");
  const output = await open(path, "wx");
  try {
    await copyPieces(source, output, rewrite, options);
  } finally {
    expect(source.inFlight()).toBe(0);
    await output.close();
  }
  return readFile(path);
}

test("every piece is at its place, in whatever order its chunks come", async () => {
  const seen: number[] = [];
  const copied = await copy(slowSource(), { onBytes: (written) => void seen.push(written) });
  const rows = [0, 1, 2, 3].flatMap((group) => order.map((row) => 2_800_000 + (700 * group + row) * rowBytes));
  const expected = Buffer.concat([
    Uint8Array.of(1, 2, 3),
    input.subarray(0, 2_800_000),
    ...rows.map((begin) => input.subarray(begin, begin + rowBytes)),
  ]);
  expect(copied.equals(expected)).toBe(true);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(expected.length);
});

test("an error or an abort ends it, once nothing is on its way and with the rest left alone", async () => {
  const failing = slowSource(1_000_000);
  await expect(copy(failing)).rejects.toThrow("the disk is gone");
  expect(Math.max(...failing.asked)).toBeLessThan(4_000_000);
  await rm(join(folder, "out"));
  const controller = new AbortController();
  const aborted = slowSource();
  const onBytes = (): void => controller.abort(new Error("enough"));
  await expect(copy(aborted, { signal: controller.signal, onBytes })).rejects.toThrow("enough");
  expect(aborted.asked.length).toBeLessThan(10);
});
