import { PlainReader } from "./plain-reader.js";

/** The texts that a chunk's indices mean, in PLAIN; made when they are asked for, as there may be many that no row has. */
export class Dictionary {
  readonly #body: Uint8Array;
  readonly #starts: Int32Array;
  readonly #made: (string | undefined)[] = [];

  constructor(body: Uint8Array, count: number) {
    if (4 * count > body.length) throw new Error(`a dictionary of ${count} texts in ${body.length} bytes`);
    const reader = new PlainReader(body);
    this.#body = body;
    this.#starts = new Int32Array(count);
    for (let index = 0; index < count; index++) {
      this.#starts[index] = reader.at;
      reader.skip();
    }
  }

  text(index: number): string {
    const start = this.#starts[index];
    if (start === undefined) throw new Error(`an index beyond a dictionary of ${this.#starts.length}`);
    return (this.#made[index] ??= new PlainReader(this.#body, start).next());
  }
}
