import { expect, test } from "vitest";
import type { ByteSource } from "../../src/byte-source.js";
import { ggmlFormats } from "../../src/gguf/quantization/ggml-formats.js";
import { ggufTensors, readGgufModel } from "../../src/index.js";
import { type BuiltTensor, buildGguf, f32Bytes } from "./build-gguf.js";
import { bytesSource, tinyFields, tinyTensors } from "./tiny-model.js";

const model = (tensors: readonly BuiltTensor[]): Uint8Array<ArrayBuffer> =>
  buildGguf({ fields: tinyFields({}), tensors });

function decoded(name: string, data: Uint8Array): Float32Array {
  const format = ggmlFormats.get(name);
  if (format === undefined) throw new Error(`no format ${name}`);
  const values = new Float32Array((data.length / format.bytesPerBlock) * format.elementsPerBlock);
  format.decode(new DataView(data.buffer, data.byteOffset, data.length), values);
  return values;
}

test("tensors come by name, their contiguous dimension last, whatever type each has", async () => {
  const half = Uint8Array.of(0x00, 0x3c, 0x00, 0xc0);
  const built = model([
    { name: "plain", shape: [3, 2], data: f32Bytes([1, 2, 3, 4, 5, 6]) },
    { name: "halves", shape: [2], type: 1, data: half },
    { name: "blocks", shape: [32, 1, 2], type: 2, data: Uint8Array.from([...half, ...new Uint8Array(32)]) },
    { name: "empty", shape: [0, 4], data: new Uint8Array() },
    { name: "scalar", shape: [], data: f32Bytes([7]) },
  ]);
  const tensors = ggufTensors(await readGgufModel([bytesSource(built)]));
  expect([...tensors.values()].map(({ name, shape, type }) => [name, shape, type])).toEqual([
    ["plain", [2, 3], "F32"],
    ["halves", [2], "F16"],
    ["blocks", [2, 1, 32], "Q4_0"],
    ["empty", [4, 0], "F32"],
    ["scalar", [], "F32"],
  ]);
  expect(await tensors.get("plain")?.values()).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
  expect(await tensors.get("halves")?.values()).toEqual(Float32Array.of(1, -2));
  expect((await tensors.get("blocks")?.values())?.length).toBe(64);
  expect(await tensors.get("empty")?.values()).toEqual(new Float32Array());
  expect(await tensors.get("scalar")?.values()).toEqual(Float32Array.of(7));
});

test("the tensors of a split model are those of all its parts", async () => {
  const tensors = tinyTensors({});
  const part = (index: number, own: readonly BuiltTensor[]): ByteSource => {
    const split = {
      "split.no": { type: "u16", value: index },
      "split.count": { type: "u16", value: 2 },
      "split.tensors.count": { type: "i32", value: tensors.length },
    } as const;
    return bytesSource(buildGguf({ fields: tinyFields({ more: split }), tensors: own }));
  };
  const parts = [part(1, tensors.slice(3)), part(0, tensors.slice(0, 3))];
  const read = ggufTensors(await readGgufModel(parts));
  expect([...read.keys()]).toEqual(tensors.map(({ name }) => name));
  for (const { name, type = 0, data } of tensors)
    expect(await read.get(name)?.values()).toEqual(decoded(type === 2 ? "Q4_0" : "F32", data));
});

test("a large tensor is read a megabyte at a time, and no byte of another", async () => {
  const data = Uint8Array.from({ length: 18 * 150_000 }, (_, index) => (index * 7919) >> 5);
  const source = bytesSource(model([{ name: "large", shape: [32, 150_000], type: 2, data }, ...tinyTensors({})]));
  const opened = await readGgufModel([source]);
  const reads: [number, number][] = [];
  const watched: ByteSource = {
    ...source,
    read(begin, end) {
      reads.push([begin, end]);
      return source.read(begin, end);
    },
  };
  const [first] = opened.parts;
  if (first === undefined) throw new Error("no part");
  const values = await ggufTensors({ parts: [{ ...first, source: watched }] })
    .get("large")
    ?.values();
  expect(values?.length).toBe(32 * 150_000);
  const expected = decoded("Q4_0", data);
  expect(values?.findIndex((value, index) => !Object.is(value, expected[index]))).toBe(-1);
  const place = first.header.tensors.get("large");
  expect([reads[0]?.[0], reads.at(-1)?.[1]]).toEqual([place?.begin, place?.end]);
  expect(reads.length).toBe(3);
  for (const [begin, end] of reads) expect(end - begin).toBeLessThanOrEqual(2 ** 20);
});

test("a type that is not read is refused by the tensor's name, its own, and those that are", async () => {
  const data = new Uint8Array(66);
  const tensors = ggufTensors(
    await readGgufModel([bytesSource(model([{ name: "rare", shape: [256], type: 16, data }]), "rare.gguf")]),
  );
  await expect(tensors.get("rare")?.values()).rejects.toMatchObject({
    kind: "invalid-argument",
    expected:
      "tensor rare of rare.gguf in a type that can be read, F32, F16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K, BF16",
    received: "IQ2_XXS",
  });
});

test("a file that got shorter after its header was read is refused, not filled up with zeros", async () => {
  const bytes = model([{ name: "w", shape: [4], data: f32Bytes([1, 2, 3, 4]) }]);
  const opened = await readGgufModel([bytesSource(bytes)]);
  const [first] = opened.parts;
  if (first === undefined) throw new Error("no part");
  const shorter = ggufTensors({ parts: [{ ...first, source: bytesSource(bytes.slice(0, -20)) }] });
  await expect(shorter.get("w")?.values()).rejects.toMatchObject({ kind: "invalid-file" });
});
