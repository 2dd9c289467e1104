import { expect, test } from "vitest";
import { blobSource } from "../../src/blob-source.js";

const source = blobSource(new Blob([Uint8Array.of(0, 1, 2, 3, 4)]), "five.bin");

test("any range reads exactly, the empty one and the whole among them", async () => {
  expect([source.name, source.length]).toEqual(["five.bin", 5]);
  for (let begin = 0; begin <= 5; begin++)
    for (let end = begin; end <= 5; end++)
      expect([...(await source.read(begin, end))]).toEqual([0, 1, 2, 3, 4].slice(begin, end));
});

test("a range outside is refused, and says whose fault it is", async () => {
  await expect(source.read(3, 6)).rejects.toMatchObject({ kind: "invalid-file" });
  for (const [begin, end] of [
    [-1, 2],
    [3, 2],
    [0.5, 2],
    [0, Number.NaN],
  ] as const)
    await expect(source.read(begin, end)).rejects.toMatchObject({ kind: "invalid-argument" });
});

test("a file that changed since it was chosen is unavailable, not a crash", async () => {
  const moved = { size: 5, slice: () => ({ arrayBuffer: () => Promise.reject(new Error("NotReadable")) }) };
  await expect(blobSource(moved as unknown as Blob, "moved").read(0, 1)).rejects.toMatchObject({
    kind: "unavailable",
    received: "NotReadable",
  });
});
