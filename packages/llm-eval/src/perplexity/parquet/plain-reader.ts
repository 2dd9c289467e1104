import { ByteReader } from "./byte-reader.js";
import { decodeText } from "./decode-text.js";

/** Texts in PLAIN: each behind its length, of four bytes. */
export class PlainReader {
  readonly #reader: ByteReader;

  constructor(body: Uint8Array, at = 0) {
    this.#reader = new ByteReader(body, at);
  }

  get at(): number {
    return this.#reader.at;
  }

  next(): string {
    return decodeText(this.#bytes());
  }

  skip(): void {
    this.#bytes();
  }

  #bytes(): Uint8Array {
    return this.#reader.take(this.#reader.uint32());
  }
}
