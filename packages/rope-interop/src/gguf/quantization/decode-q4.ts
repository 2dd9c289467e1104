/**
 * Q4_0, a scale and 32 numbers of 4 bits from -8, and Q4_1, a scale, a least value and 32 numbers of 4 bits from 0.
 * A byte holds the number of its own place in the low bits and that of 16 places on in the high ones.
 *
 * Here and in the other formats a product of a half and a few bits is exact, and so is its sum with a half in
 * float64: storing the result rounds it once, as the same sum in float32 does.
 */
import { halfValues } from "../../tensors/half-floats.js";

export function decodeQ4_0(blocks: DataView, values: Float32Array): void {
  const valueOf = halfValues();
  for (let at = 0, to = 0; to < values.length; at += 18, to += 32) {
    const scale = valueOf[blocks.getUint16(at, true)] as number;
    for (let index = 0; index < 16; index++) {
      const byte = blocks.getUint8(at + 2 + index);
      values[to + index] = scale * ((byte & 0x0f) - 8);
      values[to + 16 + index] = scale * ((byte >> 4) - 8);
    }
  }
}

export function decodeQ4_1(blocks: DataView, values: Float32Array): void {
  const valueOf = halfValues();
  for (let at = 0, to = 0; to < values.length; at += 20, to += 32) {
    const scale = valueOf[blocks.getUint16(at, true)] as number;
    const least = valueOf[blocks.getUint16(at + 2, true)] as number;
    for (let index = 0; index < 16; index++) {
      const byte = blocks.getUint8(at + 4 + index);
      values[to + index] = scale * (byte & 0x0f) + least;
      values[to + 16 + index] = scale * (byte >> 4) + least;
    }
  }
}
