/**
 * Q6_K: blocks of 256 values, numbers of 6 bits from -32. First their low 4 bits, then their high 2 bits, then a
 * signed byte for each 16 values, and last a half that scales those bytes.
 *
 * Each 128 values are four rows of 32: the low bits of rows 0 and 1 stand in the low bits of 64 bytes, those of
 * rows 2 and 3 in the high ones; the high bits of all four stand in 32 bytes, two bits a row.
 */
import { halfValues } from "../../tensors/half-floats.js";

const bytesPerBlock = 210;
const rowValues = 32;

export function decodeQ6_K(blocks: DataView, values: Float32Array): void {
  const valueOf = halfValues();
  for (let at = 0, to = 0; to < values.length; at += bytesPerBlock) {
    const scale = valueOf[blocks.getUint16(at + 208, true)] as number;
    for (let row = 0; row < 8; row++, to += rowValues) {
      const half = row >> 2;
      const low = at + 64 * half + rowValues * (row & 1);
      const lowShift = 2 * (row & 2);
      const high = at + 128 + rowValues * half;
      const highShift = 2 * (row & 3);
      const scales = at + 192 + 2 * row;
      for (let index = 0; index < rowValues; index++) {
        const number =
          ((blocks.getUint8(low + index) >> lowShift) & 0x0f) |
          (((blocks.getUint8(high + index) >> highShift) & 3) << 4);
        values[to + index] = scale * blocks.getInt8(scales + (index >> 4)) * (number - 32);
      }
    }
  }
}
