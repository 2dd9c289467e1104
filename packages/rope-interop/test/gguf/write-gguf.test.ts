import { existsSync } from "node:fs";
import { link, mkdir, readFile, readdir, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { syncFile, syncFolder } from "@resonance-rope/contracts/node";
import { expect, test, vi } from "vitest";
import { planGgufRewrite } from "../../src/gguf/plan-gguf-rewrite.js";
import { interleavedOrder } from "../../src/gguf/repack-heads.js";
import { rewrittenBlob } from "../../src/gguf/rewritten-blob.js";
import { openGguf } from "../../src/node/open-gguf.js";
import { buildGguf } from "./build-gguf.js";
import { edits, headDimension, tinyFields, tinyGguf, tinyTensors } from "./tiny-model.js";
import { folder, put, write } from "./written-gguf.js";

// As it is, and watched.
vi.mock("@resonance-rope/contracts/node", { spy: true });

test("the file is the one that a browser builds from the same plan, and the input is as it was", async () => {
  const original = tinyGguf({ architecture: "qwen2" });
  const input = await put("in.gguf", original);
  const rows = new Map(
    ["blk.0.attn_q.weight", "blk.1.attn_k.bias"].map((name) => [name, interleavedOrder(headDimension)] as const),
  );
  const { written, writtenBytes } = await write(input, "out.gguf", { ...edits, rows });
  const model = await openGguf(input);
  const blob = await rewrittenBlob(new Blob([original]), planGgufRewrite(model.header, { ...edits, rows }));
  await model.close();
  expect(written).toEqual([join(folder, "out.gguf")]);
  const bytes = new Uint8Array(await readFile(join(folder, "out.gguf")));
  expect(bytes).toEqual(new Uint8Array(await blob.arrayBuffer()));
  expect(writtenBytes).toBe(bytes.length);
  expect(new Uint8Array(await readFile(input))).toEqual(original);
  expect((await readdir(folder)).toSorted()).toEqual(["in.gguf", "out.gguf"]);
});

test("tensors longer than a chunk come through whole, and zeros take no room on disk", async () => {
  const long = new Uint8Array(2 ** 24 + 320);
  for (let at = 2 ** 22 - 5; at < 2 ** 22 + 5; at++) long[at] = at;
  long[long.length - 1] = 7;
  const tensors = [...tinyTensors({}), { name: "output.weight", shape: [long.length / 4], data: long }];
  const input = await put("in.gguf", buildGguf({ fields: tinyFields({}), tensors }));
  await write(input, "out.gguf");
  const output = join(folder, "out.gguf");
  const model = await openGguf(output);
  const { begin, end } = model.header.tensors.get("output.weight") ?? { begin: 0, end: 0 };
  await model.close();
  expect((await readFile(output)).subarray(begin, end).equals(long)).toBe(true);
  const { blocks, size } = await stat(output);
  // Only some file systems keep holes; none makes a file larger than it is.
  expect(blocks * 512).toBeLessThanOrEqual(size + 2 ** 16);
  if (process.platform === "linux") expect(blocks * 512).toBeLessThan(size);
});

test("progress ends at the whole, and never goes back", async () => {
  const input = await put("in.gguf", tinyGguf());
  const seen: number[] = [];
  let total = 0;
  const { writtenBytes } = await write(input, "out.gguf", edits, {
    onProgress: (done, of) => {
      seen.push(done);
      total = of;
    },
  });
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect([seen.at(-1), total]).toEqual([writtenBytes, writtenBytes]);
});

test("no output may be its own input, by whatever name", async () => {
  const original = tinyGguf();
  const input = await put("in.gguf", original);
  await link(input, join(folder, "hard.gguf"));
  await symlink(input, join(folder, "soft.gguf"));
  for (const name of ["in.gguf", "hard.gguf", "soft.gguf"])
    await expect(write(input, name, edits, { replace: true })).rejects.toThrow("another name than the input's");
  await expect(write(join(folder, "soft.gguf"), "in.gguf", edits, { replace: true })).rejects.toThrow("another name");
  // Not even where nothing would change, unless it is asked for.
  await expect(write(input, "hard.gguf", {})).rejects.toThrow("another name than the input's");
  await write(input, "hard.gguf", {}, { replace: true });
  expect(new Uint8Array(await readFile(input))).toEqual(original);
  expect(await readdir(folder)).toHaveLength(3);
});

test("a file that is there stays, unless it may be replaced", async () => {
  const input = await put("in.gguf", tinyGguf());
  await put("out.gguf", Uint8Array.of(1));
  await expect(write(input, "out.gguf")).rejects.toMatchObject({ kind: "invalid-argument", received: "one" });
  expect(await readFile(join(folder, "out.gguf"))).toHaveLength(1);
  await write(input, "out.gguf", edits, { replace: true });
  expect((await readFile(join(folder, "out.gguf"))).length).toBeGreaterThan(1000);
  await mkdir(join(folder, "folder.gguf"));
  await expect(write(input, "folder.gguf", edits, { replace: true })).rejects.toThrow("a folder");
  await expect(write(input, join("none", "out.gguf"))).rejects.toThrow("no such file or folder");
});

test("an abort or an error leaves nothing behind", async () => {
  const input = await put("in.gguf", tinyGguf());
  const controller = new AbortController();
  const aborted = write(input, "out.gguf", edits, { signal: controller.signal, onProgress: () => controller.abort() });
  await expect(aborted).rejects.toThrow("abort");
  const failed = write(input, "out.gguf", edits, {
    onProgress: () => {
      throw new Error("no more room");
    },
  });
  await expect(failed).rejects.toThrow("no more room");
  await expect(write(input, "out.gguf", { set: new Map([["a", { type: "uint8", value: 300 }]]) })).rejects.toThrow(
    "to fit",
  );
  expect(await readdir(folder)).toEqual(["in.gguf"]);
});

test("what is written is on the disk before it gets its name", async () => {
  const input = await put("in.gguf", tinyGguf());
  const named: [what: string, isThere: boolean][] = [];
  const note = (what: string) => async (): Promise<void> =>
    void named.push([what, existsSync(join(folder, "out.gguf"))]);
  vi.mocked(syncFile).mockImplementation(note("file"));
  vi.mocked(syncFolder).mockImplementation(note("folder"));
  try {
    await write(input, "out.gguf");
  } finally {
    for (const sync of [syncFile, syncFolder]) vi.mocked(sync).mockReset();
  }
  expect(named).toEqual([
    ["file", false],
    ["folder", true],
  ]);
});

test("zeros at the end of a file are written too", async () => {
  const tail = new Uint8Array(2 ** 24);
  const tensors = [...tinyTensors({}), { name: "output.weight", shape: [tail.length / 4], data: tail }];
  const original = buildGguf({ fields: tinyFields({}), tensors });
  const input = await put("in.gguf", original);
  await write(input, "out.gguf", { set: new Map([["general.name", { type: "string", value: "Weny" }]]) });
  expect((await stat(join(folder, "out.gguf"))).size).toBe(original.length);
});
