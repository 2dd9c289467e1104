/** Numbers of so many bits each, packed from the lowest bit of the first byte up. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #bit = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(width: number): number {
    let value = 0;
    for (let got = 0; got < width;) {
      const byte = this.#bytes[Math.floor(this.#bit / 8)];
      if (byte === undefined) throw new Error("packed numbers cut short");
      const offset = this.#bit % 8;
      const bits = Math.min(8 - offset, width - got);
      value += ((byte >> offset) & (2 ** bits - 1)) * 2 ** got;
      this.#bit += bits;
      got += bits;
    }
    return value;
  }
}
