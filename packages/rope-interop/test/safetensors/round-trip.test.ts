import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type SafetensorsTensor, readSafetensors, readSafetensorsHeader, writeSafetensors } from "../../src/index.js";

const write = (name: string, unfit: SafetensorsTensor) => () => writeSafetensors(new Map([[name, unfit]]));
const product = (shape: readonly number[]): number => shape.reduce((count, size) => count * size, 1);

const tensor: fc.Arbitrary<SafetensorsTensor> = fc
  .tuple(fc.array(fc.nat(4), { maxLength: 4 }), fc.constantFrom("F32", "F64", "I32", "I64", "BOOL"))
  .chain(([shape, dtype]): fc.Arbitrary<SafetensorsTensor> => {
    const size = { minLength: product(shape), maxLength: product(shape) };
    switch (dtype) {
      case "F32":
        return fc.float32Array(size).map((data) => ({ dtype, shape, data }));
      case "F64":
        return fc.float64Array(size).map((data) => ({ dtype, shape, data }));
      case "I32":
        return fc.int32Array(size).map((data) => ({ dtype, shape, data }));
      case "I64":
        return fc.bigInt64Array(size).map((data) => ({ dtype, shape, data }));
      case "BOOL":
        return fc.uint8Array({ ...size, max: 1 }).map((data) => ({ dtype, shape, data }));
    }
  });

const key = fc.string({ unit: "grapheme" }).filter((text) => text !== "__proto__" && text !== "__metadata__");
const tensorsByName = fc.dictionary(key, tensor, { maxKeys: 6 }).map((named) => new Map(Object.entries(named)));
const metadata = fc.dictionary(key, fc.string({ unit: "grapheme" }), { maxKeys: 3, noNullPrototype: true });

test("any tensors and metadata come back as they were written", () => {
  fc.assert(
    fc.property(tensorsByName, metadata, (tensors, written) => {
      const file = readSafetensors(writeSafetensors(tensors, written));
      expect(file.metadata).toEqual(written);
      expect(file.tensors.size).toBe(tensors.size);
      for (const [name, each] of tensors) expect(file.tensors.get(name)).toEqual(each);
    }),
  );
});

test("the order of insertion changes no byte", () => {
  fc.assert(
    fc.property(tensorsByName, metadata, (tensors, written) => {
      const reversed = new Map([...tensors].toReversed());
      const reversedMetadata = Object.fromEntries(Object.entries(written).toReversed());
      expect(writeSafetensors(reversed, reversedMetadata)).toEqual(writeSafetensors(tensors, written));
    }),
  );
});

test("data starts on a multiple of 8 and each tensor on a multiple of its element's width", () => {
  fc.assert(
    fc.property(tensorsByName, (tensors) => {
      const { entries, dataStart } = readSafetensorsHeader(writeSafetensors(tensors));
      expect(dataStart % 8).toBe(0);
      for (const [name, { begin }] of entries) expect(begin % (tensors.get(name)?.data.BYTES_PER_ELEMENT ?? 0)).toBe(0);
    }),
  );
});

test("a file reads at any alignment, and its tensors own their memory", () => {
  const written = writeSafetensors(new Map([["w", { dtype: "F64", shape: [2], data: Float64Array.of(1, 2) }]]));
  const shifted = new Uint8Array(written.length + 3).subarray(3);
  shifted.set(written);
  const { tensors } = readSafetensors(shifted);
  shifted.fill(0);
  expect(tensors.get("w")?.data).toEqual(Float64Array.of(1, 2));
});

test("the header reads from a file's first part, given the whole length", () => {
  const file = writeSafetensors(new Map([["w", { dtype: "F32", shape: [1000], data: new Float32Array(1000) }]]));
  const { dataStart } = readSafetensorsHeader(file);
  expect(readSafetensorsHeader(file.subarray(0, dataStart), file.length)).toEqual(readSafetensorsHeader(file));
  expect(() => readSafetensorsHeader(file.subarray(0, dataStart - 1), file.length)).toThrow(
    `expected the first ${dataStart} bytes of the file, got ${dataStart - 1}`,
  );
});

test("a tensor that does not fit its own shape or dtype, or whose name the format keeps, is refused", () => {
  const data = Float32Array.of(1, 2);
  expect(write("w", { dtype: "F32", shape: [3], data })).toThrow("as many elements as its shape [3] has, got 2");
  expect(write("w", { dtype: "F32", shape: [-1, -2], data })).toThrow("as many elements as its shape");
  expect(write("w", { dtype: "F16", shape: [2], data } as unknown as SafetensorsTensor)).toThrow("holds F16");
  expect(write("__metadata__", { dtype: "F32", shape: [2], data })).toThrow("leaves free");
  expect(write("__proto__", { dtype: "F32", shape: [2], data })).toThrow("leaves free");
});
