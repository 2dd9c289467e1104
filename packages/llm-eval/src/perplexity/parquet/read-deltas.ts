import { BitReader } from "./bit-reader.js";
import type { ByteReader } from "./byte-reader.js";

/**
 * Whole numbers of 32 bits in DELTA_BINARY_PACKED: the first, then blocks of differences, each of parts with a width
 * of their own, above the least of the block. The reader is left behind them. @param most numbers that are believed.
 */
export function readDeltas(reader: ByteReader, most: number): Int32Array {
  const [block, parts, count] = [reader.varint(), reader.varint(), reader.varint()];
  const inPart = block / parts;
  if (block === 0 || parts === 0 || inPart % 32 !== 0) throw new Error(`blocks of ${block} in ${parts} parts`);
  if (count > most) throw new Error(`${count} differences of ${most} numbers`);
  const numbers = new Int32Array(count);
  let value = reader.zigzag();
  if (count > 0) numbers[0] = value;
  for (let at = 1; at < count;) {
    const least = reader.zigzag();
    for (const width of reader.take(parts)) {
      if (at >= count) break;
      if (width > 32) throw new Error(`differences of ${width} bits`);
      const differences = new BitReader(reader.take((inPart * width) / 8));
      for (let index = 0; index < inPart && at < count; index++) {
        value = (value + least + differences.next(width)) | 0;
        numbers[at++] = value;
      }
    }
  }
  return numbers;
}
