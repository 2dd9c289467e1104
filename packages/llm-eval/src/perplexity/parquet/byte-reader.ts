/** Reads bytes forwards, and throws where there are no more. */
export class ByteReader {
  readonly bytes: Uint8Array;
  /** Of the next byte. */
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new Error("cut short");
    return value;
  }

  /** That many bytes, without a copy. */
  take(length: number): Uint8Array {
    if (length < 0) throw new Error(`a length of ${length}`);
    const begin = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw new Error("cut short");
    return this.bytes.subarray(begin, this.at);
  }

  /** All that is left. */
  rest(): Uint8Array {
    return this.take(this.bytes.length - this.at);
  }

  /** Of four bytes, the lowest first. */
  uint32(): number {
    const [first, second, third, fourth] = [this.byte(), this.byte(), this.byte(), this.byte()];
    return first + 2 ** 8 * second + 2 ** 16 * third + 2 ** 24 * fourth;
  }

  /** Exact below 2^53. */
  varint(): number {
    let value = 0;
    for (let place = 0; place < 10; place++) {
      const next = this.byte();
      value += (next & 127) * 128 ** place;
      if (next < 128) return value;
    }
    throw new Error("a number of more than 64 bits");
  }

  zigzag(): number {
    const value = this.varint();
    if (value > Number.MAX_SAFE_INTEGER) throw new Error("a number of more than 53 bits");
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
