import { existsSync, mkdirSync, readdirSync, readlinkSync } from "node:fs";
import { link, mkdtemp, mkdir, open, readFile, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkGgufRewrite } from "../../src/gguf/check-gguf-rewrite.js";
import type { GgufEdits } from "../../src/gguf/gguf-edits.js";
import { planGgufRewrite } from "../../src/gguf/plan-gguf-rewrite.js";
import { rewrittenBlob } from "../../src/gguf/rewritten-blob.js";
import { interleavedOrder } from "../../src/gguf/repack-heads.js";
import { openGguf } from "../../src/node/open-gguf.js";
import { type WriteGgufOptions, type WrittenGguf, writeGguf } from "../../src/node/write-gguf.js";
import { type Field, buildGguf, f32Bytes } from "./build-gguf.js";
import { bytesSource, headDimension, tinyFields, tinyGguf, tinyTensors } from "./tiny-model.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "write-gguf-"));
});
afterEach(async () => {
  const left = openFiles();
  await rm(folder, { recursive: true });
  expect(left).toEqual([]);
});

/** Of the test's folder, which this process has open; Linux alone tells. */
function openFiles(): string[] {
  if (process.platform !== "linux") return [];
  const targets = readdirSync("/proc/self/fd").map((descriptor) => {
    try {
      return readlinkSync(join("/proc/self/fd", descriptor));
    } catch {
      // The one that read the folder.
      return "";
    }
  });
  return targets.filter((target) => target.startsWith(folder));
}

const factors = Float32Array.from({ length: headDimension / 2 }, (_, pair) => 1 + pair / 3);
const edits: GgufEdits = {
  set: new Map([
    ["llama.rope.scaling.type", { type: "string", value: "none" }],
    ["llama.rope.scaling.attn_factor", { type: "float32", value: 1.1386 }],
  ]),
  tensors: new Map([["rope_freqs.weight", factors]]),
};

async function put(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function write(
  input: string,
  output: string,
  each: GgufEdits = edits,
  options: WriteGgufOptions = {},
): Promise<WrittenGguf> {
  const model = await openGguf(input);
  try {
    return await writeGguf(model, join(folder, output), each, options);
  } finally {
    await model.close();
  }
}

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
  const file = await open(input);
  const sync = vi.spyOn(Object.getPrototypeOf(file) as typeof file, "sync");
  await file.close();
  const named: boolean[] = [];
  sync.mockImplementation(() => Promise.resolve(void named.push(existsSync(join(folder, "out.gguf")))));
  try {
    await write(input, "out.gguf");
  } finally {
    sync.mockRestore();
  }
  // The file, and then the folder with its name.
  expect(named).toEqual([false, true]);
});

test("zeros at the end of a file are written too", async () => {
  const tail = new Uint8Array(2 ** 24);
  const tensors = [...tinyTensors({}), { name: "output.weight", shape: [tail.length / 4], data: tail }];
  const original = buildGguf({ fields: tinyFields({}), tensors });
  const input = await put("in.gguf", original);
  await write(input, "out.gguf", { set: new Map([["general.name", { type: "string", value: "Weny" }]]) });
  expect((await stat(join(folder, "out.gguf"))).size).toBe(original.length);
});

const splitFields = (index: number, count: number, tensorCount: number): [string, Field][] => [
  ["split.no", { type: "u16", value: index }],
  ["split.count", { type: "u16", value: count }],
  ["split.tensors.count", { type: "i32", value: tensorCount }],
];

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

test("what does not read back as it was written is found out", async () => {
  const original = tinyGguf();
  const input = await openGguf(await put("in.gguf", original));
  await input.close();
  const blob = await rewrittenBlob(new Blob([original]), planGgufRewrite(input.header, edits));
  const written = new Uint8Array(await blob.arrayBuffer());
  await checkGgufRewrite(bytesSource(written), input.header, edits);
  const last = written.slice();
  const at = written.length - 32;
  last.set(f32Bytes([9]), at);
  await expect(checkGgufRewrite(bytesSource(last), input.header, edits)).rejects.toThrow("rope_freqs.weight[0]");
  await expect(checkGgufRewrite(bytesSource(original), input.header, edits)).rejects.toThrow("scaling.type");
  const more = tinyGguf({ more: { "general.more": { type: "u32", value: 1 } } });
  await expect(checkGgufRewrite(bytesSource(more), input.header, {})).rejects.toThrow("the count of keys");
});
