import { existsSync, mkdirSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { interleavedOrder } from "../../src/gguf/repack-heads.js";
import { openGguf } from "../../src/node/open-gguf.js";
import { type WriteGgufOptions, writeGguf } from "../../src/node/write-gguf.js";
import { buildGguf } from "./build-gguf.js";
import { edits, headDimension, splitFields, tinyFields, tinyTensors } from "./tiny-model.js";
import { folder, put, write } from "./written-gguf.js";

async function putSplit(): Promise<string> {
  const tensors = tinyTensors({});
  const parts = [tensors.slice(0, 3), tensors.slice(3, 7), tensors.slice(7)];
  const paths = [];
  for (const [index, own] of parts.entries()) {
    const fields = [...(index === 0 ? tinyFields({}) : []), ...splitFields(index, 3, tensors.length)];
    paths.push(await put(`in-0000${index + 1}-of-00003.gguf`, buildGguf({ fields, tensors: own })));
  }
  return paths[1] ?? "";
}

test("of a split model the first part is written, with the new count of tensors, and the others are links", async () => {
  const input = await putSplit();
  const { written } = await write(input, "out.gguf");
  expect(written).toEqual([1, 2, 3].map((part) => join(folder, `out-0000${part}-of-00003.gguf`)));
  const model = await openGguf(written[2] ?? "");
  expect(model.header.split?.tensorCount).toBe(tinyTensors({}).length + 1);
  expect(model.header.tensors.has("rope_freqs.weight")).toBe(true);
  await model.close();
  const inodes = await Promise.all([input, written[1] ?? ""].map(async (path) => (await stat(path)).ino));
  expect(inodes[0]).toBe(inodes[1]);
  // Once more onto itself: the links are kept, the first part is replaced.
  await write(input, "out-00001-of-00003.gguf", edits, { replace: true });
  await expect(write(input, "in.gguf", edits, { replace: true })).rejects.toThrow("another name than the input's");
  await expect(write(input, "out-00001-of-00002.gguf")).rejects.toThrow("a model of 3 parts");
  expect(await readdir(folder)).toHaveLength(6);
});

test("a part whose rows move is written, and no link", async () => {
  const input = await putSplit();
  const { written } = await write(input, "out.gguf", {
    rows: new Map([["blk.0.attn_k.weight", interleavedOrder(headDimension)]]),
  });
  const isLink = await Promise.all(
    written.map(async (path) => (await stat(path)).ino === (await stat(path.replace("/out-", "/in-"))).ino),
  );
  expect(isLink).toEqual([true, false, true]);
});

test("a split model with a part missing or broken is refused, and no file of it stays open", async () => {
  const input = await putSplit();
  await put("in-00003-of-00003.gguf", Uint8Array.of(1));
  await expect(openGguf(input)).rejects.toThrow("in-00003-of-00003.gguf");
  await rm(join(folder, "in-00003-of-00003.gguf"));
  await expect(openGguf(input)).rejects.toThrow("in-00003-of-00003.gguf");
});

test("where a part cannot get its name, those that did are gone, but for what took a file's place", async () => {
  const input = await putSplit();
  const third = join(folder, "out-00003-of-00003.gguf");
  const options: WriteGgufOptions = {
    replace: true,
    onProgress: (done, total) => {
      if (done === total && !existsSync(third)) mkdirSync(third);
    },
  };
  await put("out-00001-of-00003.gguf", Uint8Array.of(1));
  await expect(write(input, "out.gguf", edits, options)).rejects.toMatchObject({ kind: "unavailable" });
  const names = (await readdir(folder)).filter((name) => !name.startsWith("in-"));
  expect(names).toEqual(["out-00001-of-00003.gguf", "out-00003-of-00003.gguf"]);
  expect((await readFile(join(folder, "out-00001-of-00003.gguf"))).length).toBeGreaterThan(1000);
});

test.skipIf(!existsSync("/dev/shm"))("a part that cannot be linked, on another disk, is copied", async () => {
  const input = await putSplit();
  const elsewhere = await mkdtemp("/dev/shm/write-gguf-");
  const model = await openGguf(input);
  try {
    const seen: number[] = [];
    const { written, writtenBytes } = await writeGguf(model, join(elsewhere, "out.gguf"), edits, {
      onProgress: (done) => void seen.push(done),
    });
    for (const path of written.slice(1))
      expect(await readFile(path)).toEqual(await readFile(join(folder, basename(path).replace("out-", "in-"))));
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(writtenBytes);
  } finally {
    await model.close();
    await rm(elsewhere, { recursive: true });
  }
});
