/**
 * Structs of Thrift's compact protocol, which Parquet's footer and page headers are: each number is a varint, each
 * field has a number and a type. No list or struct is believed before its bytes have been seen.
 */

/** By the number of the field; null for what is no small whole number, no struct and neither true nor false. */
export type Fields = ReadonlyMap<number, Value>;
type Value = number | boolean | Fields | null;

/** More than a footer has of a hundred thousand columns in row groups; each takes its reader a hundred bytes or two. */
const mostStructs = 1e6;
/** Structs and lists in one another; a footer's statistics are six deep. */
const mostDepth = 16;
/** Of bytes deeper than a whole file's pairs of keys and values: paths, and statistics, which writers end at 4 kB. */
const longestInside = 8192;

export class ThriftReader {
  readonly bytes: Uint8Array;
  at: number;
  #structs = 0;

  /** @param at of the first byte to read. */
  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new Error("cut short");
    return value;
  }

  /** @param most bytes that it may have; of more than five the value is not exact. */
  varint(most = 5): number {
    let value = 0;
    for (let place = 0; place < most; place++) {
      const next = this.byte();
      value += (next & 127) * 128 ** place;
      if (next < 128) {
        if (most === 5 && value >= 2 ** 32) break;
        return value;
      }
    }
    throw new Error("a number beyond 32 bits");
  }

  struct(depth = 0): Fields {
    if (depth > mostDepth || ++this.#structs > mostStructs) throw new Error("structs without end");
    const fields = new Map<number, Value>();
    let field = 0;
    for (let start = this.byte(); (start & 15) !== 0; start = this.byte()) {
      field = start >> 4 === 0 ? this.#zigzag() : field + (start >> 4);
      if (fields.has(field)) throw new Error("a field twice");
      fields.set(field, this.#value(start & 15, depth));
    }
    return fields;
  }

  #value(type: number, depth: number): Value {
    // True and false; numbers of 16 and of 32 bits; a struct.
    if (type === 1 || type === 2) return type === 1;
    if (type === 4 || type === 5) return this.#zigzag();
    if (type === 12) return this.struct(depth + 1);
    // A byte, a number of 64 bits, a double, bytes behind their length, a list.
    if (type === 3) this.at += 1;
    else if (type === 6) this.varint(10);
    else if (type === 7) this.at += 8;
    else if (type === 8) this.#skipBytes(depth);
    else if (type === 9) this.#skipList(depth);
    else throw new Error(`a field of type ${type}`);
    return null;
  }

  #skipBytes(depth: number): void {
    const length = this.varint();
    if (depth > 2 && length > longestInside) throw new Error(`a name or a bound of ${length} bytes`);
    this.at += length;
  }

  #skipList(depth: number): void {
    const start = this.byte();
    const [type, count] = [start & 15, start >> 4 === 15 ? this.varint() : start >> 4];
    for (let index = 0; index < count; index++) {
      // In a list true and false are bytes.
      this.#value(type === 1 || type === 2 ? 3 : type, depth + 1);
      if (this.at > this.bytes.length) throw new Error("cut short");
    }
  }

  #zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
