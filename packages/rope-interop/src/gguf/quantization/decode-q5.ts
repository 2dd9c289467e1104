/**
 * Q5_0 and Q5_1: as Q4_0 and Q4_1, but for a fifth bit of each of the 32 numbers, in a word of its own before the
 * others: bit i belongs to value i.
 */
import { halfValues } from "../../tensors/half-floats.js";

export function decodeQ5_0(blocks: DataView, values: Float32Array): void {
  const valueOf = halfValues();
  for (let at = 0, to = 0; to < values.length; at += 22, to += 32) {
    const scale = valueOf[blocks.getUint16(at, true)] as number;
    const high = blocks.getUint32(at + 2, true);
    for (let index = 0; index < 16; index++) {
      const byte = blocks.getUint8(at + 6 + index);
      values[to + index] = scale * (((byte & 0x0f) | (((high >>> index) & 1) << 4)) - 16);
      values[to + 16 + index] = scale * (((byte >> 4) | (((high >>> (index + 16)) & 1) << 4)) - 16);
    }
  }
}

export function decodeQ5_1(blocks: DataView, values: Float32Array): void {
  const valueOf = halfValues();
  for (let at = 0, to = 0; to < values.length; at += 24, to += 32) {
    const scale = valueOf[blocks.getUint16(at, true)] as number;
    const least = valueOf[blocks.getUint16(at + 2, true)] as number;
    const high = blocks.getUint32(at + 4, true);
    for (let index = 0; index < 16; index++) {
      const byte = blocks.getUint8(at + 8 + index);
      values[to + index] = scale * ((byte & 0x0f) | (((high >>> index) & 1) << 4)) + least;
      values[to + 16 + index] = scale * ((byte >> 4) | (((high >>> (index + 16)) & 1) << 4)) + least;
    }
  }
}
