/** Every type whose values are read or written, against the PyPI package gguf and against what its width promises. */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ggmlFormats } from "../../src/gguf/quantization/ggml-formats.js";
import type { ValueFormat } from "../../src/tensors/value-format.js";

interface ReferenceCase {
  readonly type: string;
  readonly blocks: string;
  readonly values: string;
}
const reference = JSON.parse(readFileSync(new URL("reference/gguf-blocks.json", import.meta.url), "utf8")) as {
  readonly decoded: readonly ReferenceCase[];
  readonly encoded: readonly ReferenceCase[];
};

const names = [...ggmlFormats.keys()];
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(base64, "base64"));
const floatsOf = (base64: string): Float32Array => new Float32Array(bytesOf(base64).buffer);
/** NaNs are one; 0 and -0 are two. */
function bitsOf(values: Float32Array): number[] {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Array.from(bits, (each, index) => (Number.isNaN(values[index]) ? Number.NaN : each));
}

function formatOf(name: string): ValueFormat {
  const format = ggmlFormats.get(name);
  if (format === undefined) throw new Error(`no format ${name}`);
  return format;
}

function decode({ decode: fill, elementsPerBlock, bytesPerBlock }: ValueFormat, blocks: Uint8Array): Float32Array {
  const values = new Float32Array((blocks.length / bytesPerBlock) * elementsPerBlock);
  fill(new DataView(blocks.buffer, blocks.byteOffset, blocks.length), values);
  return values;
}

function encode({ encode: fill, elementsPerBlock, bytesPerBlock }: ValueFormat, values: Float32Array) {
  const blocks = new Uint8Array((values.length / elementsPerBlock) * bytesPerBlock);
  return { blocks, lost: fill?.(values, new DataView(blocks.buffer)) };
}

test("the reference has every type that is read, and every one that is written but F32", () => {
  expect(reference.decoded.map(({ type }) => type).toSorted()).toEqual(names.toSorted());
  const written = names.filter((name) => formatOf(name).encode !== null && name !== "F32");
  expect(reference.encoded.map(({ type }) => type).toSorted()).toEqual(written.toSorted());
});

test.each(reference.decoded)("$type decodes to the bits that gguf decodes it to", ({ type, blocks, values }) => {
  expect(bitsOf(decode(formatOf(type), bytesOf(blocks)))).toEqual(bitsOf(floatsOf(values)));
});

test.each(reference.encoded)("$type encodes to the bytes that gguf encodes it to", ({ type, blocks, values }) => {
  const { blocks: written, lost } = encode(formatOf(type), floatsOf(values));
  expect(lost).toBe(-1);
  expect(written).toEqual(bytesOf(blocks));
});

test.each(names)("any bytes are values in %s, at any place in memory", (name) => {
  const format = formatOf(name);
  const blocks = fc.nat(3).chain((count) => {
    const length = count * format.bytesPerBlock;
    return fc.uint8Array({ minLength: length, maxLength: length });
  });
  fc.assert(
    fc.property(blocks, fc.nat(3), (bytes, shift) => {
      const moved = new Uint8Array(bytes.length + shift).subarray(shift);
      moved.set(bytes);
      expect(bitsOf(decode(format, moved))).toEqual(bitsOf(decode(format, bytes)));
    }),
  );
});

const values = (length: number): fc.Arbitrary<Float32Array> =>
  fc.float32Array({ minLength: length, maxLength: length, min: -60_000, max: 60_000, noNaN: true });

describe("what is written reads back", () => {
  test("in F32 to the bit", () => {
    fc.assert(
      fc.property(fc.float32Array(), (written) => {
        const { blocks } = encode(formatOf("F32"), written);
        expect(bitsOf(decode(formatOf("F32"), blocks))).toEqual(bitsOf(written));
      }),
    );
  });

  // Half of the last bit of a significand of 11 and of 8 bits; and half of the least subnormal half.
  test.each([
    ["F16", 2 ** -11, 2 ** -25],
    ["BF16", 2 ** -8, 2 ** -134],
  ])("in %s to half of the last bit", (name, relative, absolute) => {
    fc.assert(
      fc.property(values(8), (written) => {
        const read = decode(formatOf(name), encode(formatOf(name), written).blocks);
        for (const [index, value] of written.entries())
          expect(Math.abs((read[index] ?? Infinity) - value)).toBeLessThanOrEqual(
            Math.max(relative * Math.abs(value), absolute),
          );
      }),
    );
  });

  test("in Q8_0 to a half of the scale, and what the scale loses as a half", () => {
    fc.assert(
      fc.property(values(64), (written) => {
        const read = decode(formatOf("Q8_0"), encode(formatOf("Q8_0"), written).blocks);
        for (const [index, value] of written.entries()) {
          const block = written.subarray(index - (index % 32), index - (index % 32) + 32);
          const scale = Math.max(...block.map(Math.abs)) / 127;
          const ofTheScale = 127 * Math.max(scale * 2 ** -11, 2 ** -25);
          expect(Math.abs((read[index] ?? Infinity) - value)).toBeLessThanOrEqual(0.5001 * scale + ofTheScale);
        }
      }),
    );
  });
});

describe("a value that a type cannot hold is found, by its place", () => {
  const at = (place: number, value: number): Float32Array => new Float32Array(64).fill(1).fill(value, place, place + 1);

  test.each([
    ["F16", 65_520],
    ["F16", -1e30],
    ["BF16", 3.4028235e38],
    ["Q8_0", 127 * 65_520],
    ["Q8_0", -3e38],
    ["Q8_0", Infinity],
    ["Q8_0", Number.NaN],
  ])("%s and %d", (name, value) => {
    expect(encode(formatOf(name), at(40, value)).lost).toBe(40);
  });

  test.each([
    ["F16", 65_519],
    ["F16", -Infinity],
    ["BF16", 3.38e38],
    ["BF16", Number.NaN],
    ["F16", Number.NaN],
    ["Q8_0", 127 * 65_000],
    ["F32", Number.NaN],
  ])("%s holds %d", (name, value) => {
    expect(encode(formatOf(name), at(40, value)).lost).toBe(-1);
  });
});
