/** Q8_0: a scale, as a half, and 32 signed bytes. */
import { halfOfFloat32, halfValues } from "../../tensors/half-floats.js";

const blockValues = 32;
const blockBytes = 34;
/** Scales from here on round to an infinite half. */
const firstInfiniteScale = 65_520;

export function decodeQ8_0(blocks: DataView, values: Float32Array): void {
  const valueOf = halfValues();
  for (let at = 0, to = 0; to < values.length; at += blockBytes, to += blockValues) {
    const scale = valueOf[blocks.getUint16(at, true)] as number;
    for (let index = 0; index < blockValues; index++) values[to + index] = scale * blocks.getInt8(at + 2 + index);
  }
}

/** As ggml's reference: the largest of a block becomes 127 or -127, and halves round away from zero. */
export function encodeQ8_0(values: Float32Array, blocks: DataView): number {
  const scale = new Float32Array(1);
  const scaleBits = new Uint32Array(scale.buffer);
  let firstLost = -1;
  for (let from = 0, at = 0; from < values.length; from += blockValues, at += blockBytes) {
    let largest = 0;
    let largestAt = from;
    for (let index = from; index < from + blockValues; index++) {
      const size = Math.abs(values[index] as number);
      // So written, a NaN passes too.
      if (size <= largest) continue;
      largest = size;
      largestAt = index;
      if (!(size < Infinity)) break;
    }
    scale[0] = largest / 127;
    if (!((scale[0] as number) < firstInfiniteScale)) {
      if (firstLost === -1) firstLost = largestAt;
      continue;
    }
    const inverse = Math.fround(1 / (scale[0] as number));
    blocks.setUint16(at, halfOfFloat32(scaleBits[0] as number), true);
    // A block of zeros, and of values so small that the inverse is infinite: their scale is 0 as a half.
    const isZero = !(inverse < Infinity);
    for (let index = 0; index < blockValues; index++) {
      const count = isZero ? 0 : Math.fround((values[from + index] as number) * inverse);
      blocks.setInt8(at + 2 + index, Math.trunc(count < 0 ? count - 0.5 : count + 0.5));
    }
  }
  return firstLost;
}
