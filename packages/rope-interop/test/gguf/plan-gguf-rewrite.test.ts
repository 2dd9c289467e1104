import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { GgufEdits } from "../../src/gguf/gguf-edits.js";
import type { GgufHeader } from "../../src/gguf/gguf-header.js";
import { type GgufRewrite, planGgufRewrite } from "../../src/gguf/plan-gguf-rewrite.js";
import { readGgufHeader } from "../../src/gguf/read-gguf-header.js";
import { rewrittenBlob } from "../../src/gguf/rewritten-blob.js";
import { bytesSource, tinyGguf } from "./tiny-model.js";

async function rewrite(file: Uint8Array<ArrayBuffer>, edits: GgufEdits): Promise<Uint8Array<ArrayBuffer>> {
  const plan = planGgufRewrite(await readGgufHeader(bytesSource(file)), edits);
  return bytesOf(new Blob([file]), plan);
}

async function bytesOf(input: Blob, plan: GgufRewrite): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await rewrittenBlob(input, plan)).arrayBuffer());
}

const headerOf = (file: Uint8Array): Promise<GgufHeader> => readGgufHeader(bytesSource(file));
const dataOf = (file: Uint8Array, header: GgufHeader, name: string): Uint8Array => {
  const { begin, end } = header.tensors.get(name) ?? { begin: 0, end: 0 };
  return file.subarray(begin, end);
};

/** As `toEqual`, which takes its time over each byte. */
function expectSame(bytes: Uint8Array, expected: Uint8Array): void {
  if (Buffer.compare(bytes, expected) !== 0) expect(bytes).toEqual(expected);
}

const someEdits: fc.Arbitrary<GgufEdits> = fc.record({
  set: fc
    .dictionary(
      fc.constantFrom("llama.context_length", "general.name", "new.key", "another"),
      fc.string({ maxLength: 60 }),
    )
    .map((values) => new Map(Object.entries(values).map(([key, value]) => [key, { type: "string", value }] as const))),
  drop: fc.subarray(["llama.rope.freq_base", "tokenizer.ggml.tokens", "not.there"]).map((keys) => new Set(keys)),
  tensors: fc
    .subarray(["rope_freqs.weight", "blk.0.attn_k.bias", "other.weight"])
    .map((names) => new Map(names.map((name) => [name, Float32Array.from({ length: 32 }, (_, index) => index)]))),
});
const alignment = fc.constantFrom(8, 32, 64, 4096);

test("a rewrite without edits gives the same bytes", async () => {
  for (const each of [8, 32, 4096]) {
    const file = tinyGguf({ alignment: each });
    expectSame(await rewrite(file, {}), file);
    const trailed = new Uint8Array([...file, 1, 2, 3]);
    expectSame(await rewrite(trailed, {}), trailed);
  }
});

test("any edits give a file that reads, with the edits in it and all other data as they were", async () => {
  await fc.assert(
    fc.asyncProperty(someEdits, alignment, async (edits, aligned) => {
      const file = tinyGguf({ alignment: aligned });
      const [before, result] = [await headerOf(file), await rewrite(file, edits)];
      const after = await headerOf(result);
      for (const [key, { value }] of edits.set ?? []) expect(after.entries.get(key)?.value).toBe(value);
      for (const key of edits.drop ?? []) expect(after.entries.has(key)).toBe(false);
      for (const [key, { value }] of before.entries)
        if (edits.set?.has(key) !== true && edits.drop?.has(key) !== true)
          expect(after.entries.get(key)?.value).toEqual(value);
      for (const [name, values] of edits.tensors ?? [])
        expectSame(dataOf(result, after, name), new Uint8Array(values.buffer));
      for (const name of before.tensors.keys())
        if (edits.tensors?.has(name) !== true) expectSame(dataOf(result, after, name), dataOf(file, before, name));
      expect([...after.tensors.keys()].slice(0, before.tensors.size)).toEqual([...before.tensors.keys()]);
      expect(after.alignment).toBe(aligned);
    }),
    { numRuns: 60 },
  );
});

test("a rewrite done twice is a rewrite done once", async () => {
  await fc.assert(
    fc.asyncProperty(someEdits, alignment, async (edits, aligned) => {
      const once = await rewrite(tinyGguf({ alignment: aligned }), edits);
      expectSame(await rewrite(once, edits), once);
    }),
    { numRuns: 40 },
  );
});

test("a new tensor goes after whatever the last one is followed by, and old offsets stay", async () => {
  const file = tinyGguf();
  for (const trail of [0, 1, 31, 100]) {
    const before = await headerOf(file);
    const cut = file.slice(0, before.dataEnd);
    const edits = { tensors: new Map([["rope_freqs.weight", Float32Array.of(1, 2)]]) };
    const result = await rewrite(new Uint8Array([...cut, ...Array.from({ length: trail }, () => 9)]), edits);
    const after = await headerOf(result);
    for (const [name, { begin }] of before.tensors)
      expect((after.tensors.get(name)?.begin ?? 0) - after.dataBegin).toBe(begin - before.dataBegin);
    expect(dataOf(result, after, "rope_freqs.weight")).toEqual(new Uint8Array(Float32Array.of(1, 2).buffer));
    expect(result.length % after.alignment).toBe(0);
  }
});

test("rows move whole, within each group, and an order undone gives the file back", async () => {
  const file = tinyGguf();
  const order = [2, 0, 3, 1];
  const undone = order.map((_, row) => order.indexOf(row));
  const names = ["blk.0.attn_q.weight", "blk.0.attn_q.bias"];
  const rowsBy = (each: readonly number[]): GgufEdits => ({ rows: new Map(names.map((name) => [name, each])) });
  const moved = await rewrite(file, rowsBy(order));
  const header = await headerOf(file);
  const [old, now] = [dataOf(file, header, "blk.0.attn_q.weight"), dataOf(moved, header, "blk.0.attn_q.weight")];
  for (const [to, from] of order.entries())
    expect(now.subarray(to * 18, to * 18 + 18)).toEqual(old.subarray(from * 18, from * 18 + 18));
  expect(await rewrite(moved, rowsBy(undone))).toEqual(file);
});

test("keys are renamed in place, and not onto each other", async () => {
  const renamed = await rewrite(tinyGguf(), { rename: new Map([["general.name", "general.title"]]) });
  expect([...(await headerOf(renamed)).entries.keys()].slice(0, 2)).toEqual(["general.architecture", "general.title"]);
  expect(await rewrite(renamed, { rename: new Map([["general.title", "general.name"]]) })).toEqual(tinyGguf());
  const header = await headerOf(tinyGguf());
  expect(() => planGgufRewrite(header, { rename: new Map([["general.name", "general.architecture"]]) })).toThrow(
    "differ from all others",
  );
});

test("edits that do not fit the file are refused", async () => {
  const header = await headerOf(tinyGguf({ alignment: 64 }));
  const plan = (edits: GgufEdits) => () => planGgufRewrite(header, edits);
  const set = (type: "uint8" | "uint32" | "string" | "bool", value: number | string): GgufEdits => ({
    set: new Map([["key", { type, value }]]),
  });
  for (const edits of [set("uint8", 256), set("uint32", -1), set("uint32", 1.5), set("string", 1), set("bool", 1)])
    expect(plan(edits)).toThrow("expected key to fit a");
  expect(plan({ drop: new Set(["general.alignment"]) })).toThrow("the alignment to stay");
  expect(plan({ tensors: new Map([["blk.0.attn_k.bias", Float32Array.of(1)]]) })).toThrow("to overwrite it");
  expect(plan({ tensors: new Map([["blk.0.attn_k.weight", new Float32Array(144)]]) })).toThrow("to overwrite it");
  expect(plan({ rows: new Map([["no.such", [0]]]) })).toThrow("a tensor that is there");
  expect(plan({ rows: new Map([["token_embd.weight", [1, 0]]]) })).toThrow("whole groups of 2 rows");
});
