import { decodeText } from "./decode-text.js";
import { ThriftReader } from "./thrift-reader.js";

/** Texts in PLAIN: each behind its length, of four bytes. */
export class PlainReader {
  readonly #reader: ThriftReader;
  readonly #view: DataView;

  constructor(body: Uint8Array, at = 0) {
    this.#reader = new ThriftReader(body, at);
    this.#view = new DataView(body.buffer, body.byteOffset, body.length);
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
    const { at } = this.#reader;
    this.#reader.take(4);
    return this.#reader.take(this.#view.getUint32(at, true));
  }
}
