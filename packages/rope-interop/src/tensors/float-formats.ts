/** Values that stand alone: float32, float16 and bfloat16, little-endian, in GGUF and in safetensors alike. */
import { halfOfFloat32, halfValues } from "./half-floats.js";
import type { ValueFormat } from "./value-format.js";

/** The bits of an infinite float32 without its sign; NaNs are above. */
const infinity = 0x7f80_0000;

const float32: ValueFormat = {
  name: "F32",
  elementsPerBlock: 1,
  bytesPerBlock: 4,
  decode(blocks, values) {
    bytesOf(values).set(bytesOf(blocks).subarray(0, values.byteLength));
  },
  encode(values, blocks) {
    bytesOf(blocks).set(bytesOf(values));
    return -1;
  },
};

const float16: ValueFormat = {
  name: "F16",
  elementsPerBlock: 1,
  bytesPerBlock: 2,
  decode(blocks, values) {
    const valueOf = halfValues();
    for (let index = 0; index < values.length; index++)
      values[index] = valueOf[blocks.getUint16(2 * index, true)] as number;
  },
  encode: (values, blocks) => encodeWords(values, blocks, halfOfFloat32, 0x7c00),
};

const bfloat16: ValueFormat = {
  name: "BF16",
  elementsPerBlock: 1,
  bytesPerBlock: 2,
  decode(blocks, values) {
    const bits = bitsOf(values);
    for (let index = 0; index < bits.length; index++) bits[index] = blocks.getUint16(2 * index, true) << 16;
  },
  encode: (values, blocks) => encodeWords(values, blocks, bfloatOfFloat32, 0x7f80),
};

/** By their names, which both file formats share. */
export const floatFormats: ReadonlyMap<string, ValueFormat> = new Map(
  [float32, float16, bfloat16].map((format) => [format.name, format]),
);

/** The upper half of a float32's bits, rounded to nearest even; a NaN stays one, and becomes quiet. */
function bfloatOfFloat32(bits: number): number {
  if ((bits & 0x7fff_ffff) > infinity) return (bits >>> 16) | 0x40;
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}

function encodeWords(
  values: Float32Array,
  blocks: DataView,
  wordOf: (bits: number) => number,
  infiniteWord: number,
): number {
  let firstLost = -1;
  const allBits = bitsOf(values);
  for (let index = 0; index < allBits.length; index++) {
    const bits = allBits[index] as number;
    const word = wordOf(bits);
    blocks.setUint16(2 * index, word, true);
    if (firstLost === -1 && (word & 0x7fff) === infiniteWord && (bits & 0x7fff_ffff) < infinity) firstLost = index;
  }
  return firstLost;
}

function bitsOf({ buffer, byteOffset, length }: Float32Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length);
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
