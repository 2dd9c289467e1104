/**
 * Q4_K and Q5_K: blocks of 256 values in 8 groups of 32. Two halves scale the groups' own scales and least values,
 * numbers of 6 bits, eight of each in 12 bytes. Then come the fifth bits, in Q5_K, and pairs of groups: a byte
 * holds a number of the first in its low bits and one of the second in its high ones.
 */
import { halfValues } from "../../tensors/half-floats.js";

const groupValues = 32;
const blockValues = 256;

export function decodeQ4_K(blocks: DataView, values: Float32Array): void {
  const groups = new GroupScales();
  for (let at = 0, to = 0; to < values.length; at += 144, to += blockValues) {
    groups.read(blocks, at);
    for (let pair = 0; pair < 4; pair++) {
      const [scale, least] = [groups.scale(2 * pair), groups.least(2 * pair)];
      const [nextScale, nextLeast] = [groups.scale(2 * pair + 1), groups.least(2 * pair + 1)];
      const first = to + 2 * pair * groupValues;
      for (let index = 0; index < groupValues; index++) {
        const byte = blocks.getUint8(at + 16 + pair * groupValues + index);
        values[first + index] = scale * (byte & 0x0f) - least;
        values[first + groupValues + index] = nextScale * (byte >> 4) - nextLeast;
      }
    }
  }
}

/** Bit g of byte i of the fifth bits belongs to value i of group g. */
export function decodeQ5_K(blocks: DataView, values: Float32Array): void {
  const groups = new GroupScales();
  for (let at = 0, to = 0; to < values.length; at += 176, to += blockValues) {
    groups.read(blocks, at);
    for (let pair = 0; pair < 4; pair++) {
      const [scale, least] = [groups.scale(2 * pair), groups.least(2 * pair)];
      const [nextScale, nextLeast] = [groups.scale(2 * pair + 1), groups.least(2 * pair + 1)];
      const first = to + 2 * pair * groupValues;
      for (let index = 0; index < groupValues; index++) {
        const byte = blocks.getUint8(at + 48 + pair * groupValues + index);
        const high = blocks.getUint8(at + 16 + index) >> (2 * pair);
        values[first + index] = scale * ((byte & 0x0f) | ((high & 1) << 4)) - least;
        values[first + groupValues + index] = nextScale * ((byte >> 4) | ((high & 2) << 3)) - nextLeast;
      }
    }
  }
}

/** The first 16 bytes of a block, one block after another. */
class GroupScales {
  readonly #valueOf = halfValues();
  readonly #scales = new Float32Array(8);
  readonly #leasts = new Float32Array(8);

  read(blocks: DataView, at: number): void {
    const scale = this.#valueOf[blocks.getUint16(at, true)] as number;
    const least = this.#valueOf[blocks.getUint16(at + 2, true)] as number;
    for (let group = 0; group < 4; group++) {
      // Bytes of four scales, of four least values, and of the low bits of four more of each, whose two high bits
      // are those that the first have left.
      const a = blocks.getUint8(at + 4 + group);
      const b = blocks.getUint8(at + 8 + group);
      const c = blocks.getUint8(at + 12 + group);
      this.#scales[group] = scale * (a & 0x3f);
      this.#leasts[group] = least * (b & 0x3f);
      this.#scales[group + 4] = scale * ((c & 0x0f) | ((a >> 2) & 0x30));
      this.#leasts[group + 4] = least * ((c >> 4) | ((b >> 2) & 0x30));
    }
  }

  scale(group: number): number {
    return this.#scales[group] as number;
  }

  least(group: number): number {
    return this.#leasts[group] as number;
  }
}
