import { gguf } from "@huggingface/gguf";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ByteSource } from "../../src/byte-source.js";
import { readGgufHeader } from "../../src/gguf/read-gguf-header.js";
import { type BuiltTensor, type Field, buildGguf } from "./build-gguf.js";
import { bytesSource, tinyGguf } from "./tiny-model.js";

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const field: fc.Arbitrary<Field> = fc.oneof(
  fc.record({ type: fc.constant("u32" as const), value: fc.nat(2 ** 32 - 1) }),
  fc.record({ type: fc.constant("i32" as const), value: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }) }),
  fc.record({ type: fc.constant("f32" as const), value: fc.float({ noNaN: true }) }),
  fc.record({ type: fc.constant("bool" as const), value: fc.nat(1) }),
  fc.record({ type: fc.constant("u64" as const), value: fc.bigInt(0n, 2n ** 64n - 1n) }),
  fc.record({ type: fc.constant("text" as const), value: text }),
  fc.record({ type: fc.constant("u32s" as const), value: fc.array(fc.nat(2 ** 32 - 1), { maxLength: 4 }) }),
  fc.record({ type: fc.constant("texts" as const), value: fc.array(text, { maxLength: 4 }) }),
);
const fields = fc.uniqueArray(fc.tuple(text, field), { selector: ([key]) => key, maxLength: 8 });
const tensors: fc.Arbitrary<BuiltTensor[]> = fc
  .uniqueArray(fc.tuple(text, fc.array(fc.nat(3), { maxLength: 4 })), { selector: ([name]) => name, maxLength: 5 })
  .map((named) =>
    named.map(([name, shape]) => ({
      name,
      shape,
      data: new Uint8Array(4 * shape.reduce((count, size) => count * size, 1)),
    })),
  );

function valueOf({ type, value }: Field): unknown {
  if (type === "bool") return value === 1;
  if (type === "u64") return value < 2n ** 53n ? Number(value) : value;
  if (type === "u32s") return { elementType: "uint32", length: value.length, values: value };
  if (type === "texts") return { elementType: "string", length: value.length, values: null };
  return value;
}

test("any keys and tensors come back as they were written", async () => {
  await fc.assert(
    fc.asyncProperty(
      fields,
      tensors,
      fc.constantFrom(2, 3),
      fc.constantFrom(8, 32, 4096),
      async (some, built, version, alignment) => {
        const all = [
          ...some.filter(([key]) => key !== "general.alignment"),
          ["general.alignment", { type: "u32", value: alignment }] as const,
        ];
        const file = buildGguf({ version, alignment, fields: all, tensors: built });
        const header = await readGgufHeader(bytesSource(file));
        expect(header).toMatchObject({ version, alignment, fileLength: file.length, split: null });
        expect([...header.entries].map(([key, { value }]) => [key, value])).toEqual(
          all.map(([key, each]) => [key, valueOf(each)]),
        );
        expect([...header.tensors].map(([name, { shape }]) => ({ name, shape }))).toEqual(
          built.map(({ name, shape }) => ({ name, shape })),
        );
        for (const [name, { begin, end }] of header.tensors)
          expect(end - begin).toBe(built.find((tensor) => tensor.name === name)?.data.length);
      },
    ),
  );
});

test("records stand end to end from the counts to the data, and each begins where it says", async () => {
  const file = tinyGguf();
  const header = await readGgufHeader(bytesSource(file));
  let at = 24;
  for (const [key, { begin, keyEnd, end }] of header.entries) {
    expect(begin).toBe(at);
    expect(new TextDecoder().decode(file.subarray(begin + 8, keyEnd))).toBe(key);
    at = end;
  }
  expect(header.tensorRecordsBegin).toBe(at);
  for (const { recordBegin, recordEnd } of header.tensors.values()) {
    expect(recordBegin).toBe(at);
    at = recordEnd;
  }
  expect(header.headerEnd).toBe(at);
});

test("the reader of @huggingface/gguf finds the same keys, tensors and places", async () => {
  const file = tinyGguf({ alignment: 64, vectors: { "rope_freqs.weight": [1, 2, 3, 4, 5, 6, 7, 8] } });
  const header = await readGgufHeader(bytesSource(file));
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    const [, begin = 0, last = 0] = (
      /bytes=(\d+)-(\d+)/u.exec(new Headers(init?.headers).get("range") ?? "") ?? []
    ).map(Number);
    return new Response(file.slice(begin, last + 1), { status: 206 });
  };
  const other = await gguf("https://example.org/tiny.gguf", { fetch: fetch as typeof globalThis.fetch });
  const {
    version,
    tensor_count: tensorCount,
    kv_count: keyCount,
    ...metadata
  } = other.metadata as unknown as Record<string, unknown>;
  expect([version, Number(tensorCount), Number(keyCount)]).toEqual([
    header.version,
    header.tensors.size,
    header.entries.size,
  ]);
  expect(Object.keys(metadata)).toEqual([...header.entries.keys()]);
  for (const [key, { type, value }] of header.entries) if (type !== "array") expect(metadata[key]).toBe(value);
  expect(Number(other.tensorDataOffset)).toBe(header.dataBegin);
  expect(
    other.tensorInfos.map(({ name, shape, dtype, offset }) => [name, shape.map(Number), dtype, Number(offset)]),
  ).toEqual(
    [...header.tensors].map(([name, { shape, type, begin }]) => [
      name,
      shape,
      ["F32", "F16", "Q4_0"].indexOf(type.name),
      begin - header.dataBegin,
    ]),
  );
});

/** A source over a file of zeros behind a head, that counts what is read. */
function countingSource(head: Uint8Array, length: number): ByteSource & { readBytes: number; furthest: number } {
  return {
    name: "counted.gguf",
    length,
    readBytes: 0,
    furthest: 0,
    read(begin, end) {
      this.readBytes += end - begin;
      this.furthest = Math.max(this.furthest, end);
      const bytes = new Uint8Array(end - begin);
      bytes.set(head.subarray(begin, end));
      return Promise.resolve(bytes);
    },
  };
}

test("of a large file, at most the header and 256 kB are read, with a long vocabulary too", async () => {
  const words = Array.from({ length: 100_000 }, (_, index) => `token ${index}`);
  for (const list of [[], words.slice(0, 10), words]) {
    const more = {
      "tokenizer.ggml.merges": { type: "texts", value: list },
      "tokenizer.ggml.types": { type: "u32s", value: list.map(() => 1) },
    } as const;
    const file = tinyGguf({ more });
    const source = countingSource(file, 10 * 2 ** 30);
    const { headerEnd } = await readGgufHeader(source);
    expect(source.readBytes).toBeLessThanOrEqual(headerEnd + 256_000);
    expect(source.furthest).toBeLessThanOrEqual(headerEnd + 256_000);
  }
});

test("a header reads the same however the source is cut", async () => {
  const words = Array.from({ length: 40_000 }, (_, index) => "x".repeat(index % 23));
  const file = tinyGguf({ more: { a: { type: "texts", value: words }, b: { type: "u32", value: 7 } } });
  const header = await readGgufHeader(bytesSource(file));
  expect(header.entries.get("b")?.value).toBe(7);
  expect(header.entries.get("a")?.value).toEqual({ elementType: "string", length: 40_000, values: null });
});
