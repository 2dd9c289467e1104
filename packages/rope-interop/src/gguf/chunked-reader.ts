/**
 * Reads a header forwards from a source, a chunk at a time, so that of a file or a URL little more than the
 * header is ever read. Every read is checked against the file's length first: a length that the file only
 * claims is refused before memory is taken for it.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { ByteSource } from "../byte-source.js";

/** Bytes that may be read past the header's end. */
const chunkLength = 2 ** 17;
/** Bytes taken at once where more are known to follow. */
const longestRead = 2 ** 22;
/** In bytes. Headers in use reach 20 MB (a vocabulary of 262 144 tokens and its merges). */
const longestHeader = 2 ** 28;
/** In bytes. Chat templates are a hundredth of this. */
const longestString = 2 ** 24;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class ChunkedReader {
  /** Position of the next byte. */
  at = 0;
  readonly #source: ByteSource;
  readonly #where: string;
  #chunk: Uint8Array = new Uint8Array();
  #view: DataView = new DataView(new ArrayBuffer(0));
  #chunkBegin = 0;

  constructor(source: ByteSource, where: string) {
    this.#source = source;
    this.#where = where;
  }

  /** An error of the file, which the reader throws in its caller's name. */
  broken(expected: string, received: string): ResonanceError {
    const { name } = this.#source;
    return new ResonanceError({
      kind: "invalid-file",
      where: this.#where,
      expected,
      received: `${received} in ${name}`,
    });
  }

  /** Refuses what cannot follow: `length` more bytes than the file, or than any header has. */
  requireRoom(length: number, what: string): void {
    if (this.at + length > this.#source.length)
      throw this.broken(`${what} inside the file`, `${length} bytes at ${this.at} of ${this.#source.length}`);
    if (this.at + length > longestHeader)
      throw this.broken(`a header of at most ${longestHeader} bytes`, `${what} that ends at ${this.at + length}`);
  }

  /** Has the next `length` bytes at hand; `known` bytes, or more, are certain to be read after them. */
  async load(length: number, what: string, known: number = length): Promise<void> {
    const held = this.#chunkBegin + this.#chunk.length - this.at;
    if (held >= length) return;
    this.requireRoom(length, what);
    const rest = held > 0 ? this.#chunk.subarray(this.#chunk.length - held) : new Uint8Array();
    const begin = this.at + rest.length;
    const wanted = Math.max(length - rest.length, Math.min(longestRead, known), chunkLength);
    const next = await this.#source.read(begin, Math.min(this.#source.length, begin + wanted));
    this.#chunk = new Uint8Array(rest.length + next.length);
    this.#chunk.set(rest);
    this.#chunk.set(next, rest.length);
    this.#view = new DataView(this.#chunk.buffer);
    this.#chunkBegin = this.at;
  }

  /** A view of the next bytes, and steps over them. */
  async take(length: number, what: string): Promise<DataView> {
    await this.load(length, what);
    const view = new DataView(this.#chunk.buffer, this.at - this.#chunkBegin, length);
    this.at += length;
    return view;
  }

  skip(length: number, what: string): void {
    this.requireRoom(length, what);
    this.at += length;
  }

  async uint32(what: string): Promise<number> {
    return (await this.take(4, what)).getUint32(0, true);
  }

  /** A count, length, size or offset: below 2^53, which no file reaches. */
  async size(what: string): Promise<number> {
    const size = (await this.take(8, what)).getBigUint64(0, true);
    if (size > Number.MAX_SAFE_INTEGER) throw this.broken(`${what} below 2^53`, `${size}`);
    return Number(size);
  }

  /** Text of a value. Bytes that are not UTF-8 are shown as U+FFFD, as whoever copies the value copies bytes. */
  async text(what: string): Promise<string> {
    return utf8.decode(await this.#string(longestString, what));
  }

  /** A key or a name, which must be UTF-8 so that no two read alike. */
  async identifier(longest: number, what: string): Promise<string> {
    const bytes = await this.#string(longest, what);
    try {
      return strictUtf8.decode(bytes);
    } catch {
      throw this.broken(`${what} in UTF-8`, `other bytes at ${this.at - bytes.byteLength}`);
    }
  }

  async #string(longest: number, what: string): Promise<DataView> {
    const length = await this.size(`length of ${what}`);
    this.requireRoom(length, what);
    if (length > longest) throw this.broken(`${what} of at most ${longest} bytes`, `${length}`);
    return this.take(length, what);
  }

  /** Steps over `count` strings of a list without making them. */
  async skipStrings(count: number, what: string): Promise<void> {
    for (let left = count; left > 0; left--) {
      const at = this.at - this.#chunkBegin;
      if (at + 8 > this.#chunk.length) await this.load(8, what, 8 * left);
      const low = this.#view.getUint32(this.at - this.#chunkBegin, true);
      const high = this.#view.getUint32(this.at - this.#chunkBegin + 4, true);
      this.at += 8;
      this.skip(high * 2 ** 32 + low, what);
    }
  }
}
