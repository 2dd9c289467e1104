/** New files of a model, as they stream, against the readers and against the files that are made in memory. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type GgufMetadataValue,
  type NewTensor,
  type StreamedFile,
  type WritableDtype,
  type WritableGgmlType,
  copyGgufMetadata,
  ggufFile,
  ggufTensors,
  readGgufModel,
  readSafetensorsTensors,
  safetensorsFiles,
  toHalfBits,
  writeSafetensors,
} from "../../src/index.js";
import { joinBytes } from "../../src/join-bytes.js";
import { bytesSource, tinyGguf } from "../gguf/tiny-model.js";

async function bytesOf(file: StreamedFile | undefined): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file?.chunks() ?? []) chunks.push(chunk);
  const bytes = joinBytes(chunks);
  expect(bytes.length).toBe(file?.length);
  return bytes;
}

const product = (shape: readonly number[]): number => shape.reduce((count, size) => count * size, 1);

/** Values that every type holds exactly. */
function exactTensors<Type extends string>(types: readonly Type[]): fc.Arbitrary<NewTensor<Type>[]> {
  const tensor = fc
    .tuple(fc.array(fc.nat(3), { maxLength: 3 }), fc.constantFrom(...types), fc.string({ maxLength: 12 }))
    .chain(([outer, type, name]) => {
      const shape = [...outer, 32];
      const size = product(shape);
      return fc
        .array(fc.constantFrom(0, 127, -127, 64, 1), { minLength: size, maxLength: size })
        .map((values) => ({ name, shape, type, values: () => blocksOf127(Float32Array.from(values)) }));
    })
    .filter(({ name }) => name !== "__proto__" && name !== "__metadata__");
  return fc.uniqueArray(tensor, { selector: ({ name }) => name, maxLength: 5 });
}

/** The first of each block is 127, so that Q8_0's scale is 1. */
function blocksOf127(values: Float32Array): Float32Array {
  for (let first = 0; first < values.length; first += 32) values[first] = 127;
  return values;
}

test("a GGUF that was streamed reads as the tensors and the metadata it was made of", async () => {
  const metadata = new Map<string, GgufMetadataValue>([
    ["general.architecture", { type: "string", value: "llama" }],
    ["llama.context_length", { type: "uint32", value: 8192 }],
    ["some.list", { type: "array", elementType: "int32", values: [-1, 2] }],
    ["some.words", { type: "array", elementType: "string", values: ["<s>", "é", ""] }],
  ]);
  const types: readonly WritableGgmlType[] = ["F32", "F16", "BF16", "Q8_0"];
  await fc.assert(
    fc.asyncProperty(exactTensors(types), async (tensors) => {
      const model = await readGgufModel([bytesSource(await bytesOf(ggufFile(metadata, tensors)))]);
      expect([...model.header.entries.keys()]).toEqual([...metadata.keys()]);
      expect(model.header.entries.get("llama.context_length")?.value).toBe(8192);
      expect(model.header.entries.get("some.list")?.value).toMatchObject({ elementType: "int32", values: [-1, 2] });
      expect(model.header.entries.get("some.words")?.value).toMatchObject({ elementType: "string", length: 3 });
      const read = [...ggufTensors(model).values()];
      expect(read.map(({ name, shape, type }) => [name, shape, type])).toEqual(
        tensors.map(({ name, shape, type }) => [name, shape, type]),
      );
      for (const [index, tensor] of tensors.entries())
        expect(await read[index]?.values()).toEqual(await tensor.values());
    }),
  );
});

test("safetensors that were streamed are byte for byte those that are made in memory", async () => {
  const types: readonly WritableDtype[] = ["F32", "F16"];
  await fc.assert(
    fc.asyncProperty(exactTensors(types), async (tensors) => {
      const files = safetensorsFiles(tensors, { metadata: {} });
      expect([...files.keys()]).toEqual(["model.safetensors"]);
      const inMemory = new Map(
        await Promise.all(
          tensors.map(async ({ name, shape, type, values }) => {
            const data = await values();
            const stored =
              type === "F16"
                ? ({ dtype: "F16", shape, data: toHalfBits(data) } as const)
                : ({ dtype: "F32", shape, data } as const);
            return [name, stored] as const;
          }),
        ),
      );
      expect(await bytesOf(files.get("model.safetensors"))).toEqual(writeSafetensors(inMemory));
    }),
  );
});

const tensor = <Type extends string>(name: string, type: Type, values: Float32Array): NewTensor<Type> => ({
  name,
  shape: [values.length],
  type,
  values: () => values,
});

test("shards hold the tensors in their order, none more than asked for, and the index lists them", async () => {
  const tensors = ["b", "a", "d", "c"].map((name, index) => tensor(name, "F32", new Float32Array(2 + index)));
  const files = safetensorsFiles(tensors, { shardBytes: 20 });
  const names = [1, 2, 3].map((index) => `model-0000${index}-of-00003.safetensors`);
  expect([...files.keys()]).toEqual([...names, "model.safetensors.index.json"]);
  const index: unknown = JSON.parse(new TextDecoder().decode(await bytesOf(files.get("model.safetensors.index.json"))));
  expect(index).toEqual({
    metadata: { total_size: 4 * (2 + 3 + 4 + 5) },
    weight_map: { b: names[0], a: names[0], d: names[1], c: names[2] },
  });
  const sources = await Promise.all(names.map(async (name) => bytesSource(await bytesOf(files.get(name)), name)));
  expect([...(await readSafetensorsTensors(sources)).keys()]).toEqual(["a", "b", "d", "c"]);
  const [first] = sources;
  await expect(readSafetensorsTensors(first === undefined ? [] : [first, first])).rejects.toMatchObject({
    kind: "invalid-file",
    received: `a again in ${names[0]}`,
  });
});

test("the tensors of a safetensors file are numbers where they are floats, and refused by name where not", async () => {
  const file = writeSafetensors(
    new Map([
      ["single", { dtype: "F32", shape: [1, 2], data: Float32Array.of(1, -2) }],
      ["half", { dtype: "F16", shape: [2], data: Uint16Array.of(0x3c00, 0x8001) }],
      ["brain", { dtype: "BF16", shape: [], data: Uint16Array.of(0xbf80) }],
      ["count", { dtype: "I64", shape: [1], data: BigInt64Array.of(3n) }],
    ]),
  );
  const tensors = await readSafetensorsTensors([bytesSource(file, "model.safetensors")]);
  expect(tensors.get("single")?.shape).toEqual([1, 2]);
  expect(await tensors.get("single")?.values()).toEqual(Float32Array.of(1, -2));
  expect(await tensors.get("half")?.values()).toEqual(Float32Array.of(1, -(2 ** -24)));
  expect(await tensors.get("brain")?.values()).toEqual(Float32Array.of(-1));
  await expect(tensors.get("count")?.values()).rejects.toThrow(
    "expected tensor count of model.safetensors in a type that can be read, F32, F16, BF16, got I64",
  );
});

test("copied metadata is that of the model, vocabulary and all, without what holds for the old file alone", async () => {
  const old = tinyGguf({ alignment: 64, more: { "general.file_type": { type: "u32", value: 3 } } });
  const model = await readGgufModel([bytesSource(old)]);
  const metadata = await copyGgufMetadata(model);
  metadata.set("llama.context_length", { type: "uint32", value: 4096 });
  const tensors = [...ggufTensors(model).values()].map((each) => ({ ...each, type: "F32" as const }));
  const { header } = await readGgufModel([bytesSource(await bytesOf(ggufFile(metadata, tensors)))]);
  const gone = new Set(["general.alignment", "general.file_type"]);
  expect([...header.entries.keys()]).toEqual([...model.header.entries.keys()].filter((key) => !gone.has(key)));
  for (const [key, { value }] of header.entries)
    expect(value, key).toEqual(key === "llama.context_length" ? 4096 : model.header.entries.get(key)?.value);
  expect(header.alignment).toBe(32);
});

describe("what a file cannot say is refused before a value is asked for", () => {
  const never = (): never => {
    throw new Error("values were asked for");
  };
  const gguf = (...tensors: NewTensor<WritableGgmlType>[]) => ggufFile(new Map(), tensors);

  test.each([
    ["rows of parts of blocks", { name: "w", shape: [2, 33], type: "Q8_0" }, "tensor w with rows of whole blocks"],
    ["five dimensions", { name: "w", shape: [1, 1, 1, 1, 1], type: "F32" }, "w of at most 4 dimensions"],
    ["a long name", { name: "w".repeat(64), shape: [1], type: "F32" }, "names of tensors of at most 63 bytes"],
    ["a size below 0", { name: "w", shape: [-1], type: "F32" }, "of a shape of whole numbers"],
    ["a type that is only read", { name: "w", shape: [32], type: "Q4_0" }, "can be written, F32, F16, Q8_0, BF16"],
    ["a type of nobody", { name: "w", shape: [32], type: "F8" }, "can be written, F32, F16, Q8_0, BF16"],
  ])("%s", (_, unfit, message) => {
    expect(() => gguf({ ...unfit, values: never } as unknown as NewTensor<WritableGgmlType>)).toThrow(message);
  });

  test("a name twice, and another alignment", () => {
    const twice = [tensor("w", "F32", Float32Array.of(1)), tensor("w", "F32", Float32Array.of(1))] as const;
    expect(() => gguf(...twice)).toThrow("each tensor once");
    expect(() => safetensorsFiles(twice)).toThrow("each tensor once");
    expect(() => ggufFile(new Map([["general.alignment", { type: "uint32", value: 64 }]]), [])).toThrow("alignment");
    expect(() => safetensorsFiles([tensor("__metadata__", "F32", Float32Array.of(1))])).toThrow("leaves free");
  });
});

describe("values that do not fit end the stream by the tensor's name", () => {
  test("in number", async () => {
    const short = { ...tensor("w", "F32", Float32Array.of(1)), shape: [2] };
    await expect(bytesOf(ggufFile(new Map(), [short]))).rejects.toThrow("2 values for tensor w of shape [2], got 1");
  });

  test("in size", async () => {
    const large = tensor("w", "F16", new Float32Array(300_000).fill(1).fill(1e5, 299_999));
    const message =
      "safetensorsFiles: expected values of tensor w that F16 can hold, got 100000 at 299999; write it as F32";
    await expect(bytesOf(safetensorsFiles([large]).get("model.safetensors"))).rejects.toThrow(message);
  });
});
