/**
 * Whole numbers of few bits in Parquet's hybrid of runs and packed bits: a run of equal ones, or groups of eight from
 * the lowest bit up, behind a varint that says which and how many. Read one by one: a run may say any length.
 */
import { BitReader } from "./bit-reader.js";
import { ByteReader } from "./byte-reader.js";

export class HybridReader {
  readonly #reader: ByteReader;
  readonly #width: number;
  #left = 0;
  /** Of a run; null among packed bits. */
  #value: number | null = null;
  #packed: BitReader | null = null;

  /** @param width in bits, at most 32. */
  constructor(bytes: Uint8Array, width: number) {
    if (width > 32) throw new Error(`numbers of ${width} bits`);
    this.#reader = new ByteReader(bytes);
    this.#width = width;
  }

  next(): number {
    // Of no bits there is one number; writers do not agree on what they write for it.
    if (this.#width === 0) return 0;
    while (this.#left === 0) this.#begin();
    this.#left -= 1;
    return this.#value ?? (this.#packed as BitReader).next(this.#width);
  }

  #begin(): void {
    const header = this.#reader.varint();
    const half = Math.floor(header / 2);
    if (header % 2 === 1) {
      this.#left = 8 * half;
      this.#value = null;
      // Some writers end the last group where its numbers end.
      const length = Math.min(half * this.#width, this.#reader.bytes.length - this.#reader.at);
      this.#packed = new BitReader(this.#reader.take(length));
    } else {
      this.#left = half;
      this.#value = new BitReader(this.#reader.take(Math.ceil(this.#width / 8))).next(this.#width);
    }
  }
}
