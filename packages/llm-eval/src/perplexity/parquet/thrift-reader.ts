/**
 * Structs of Thrift's compact protocol, which Parquet's footer and page headers are, read forwards. Each value takes a
 * byte at least and is read once, and what nobody asks for is passed over, so that the bytes bound time and memory.
 */
import { ByteReader } from "./byte-reader.js";

/** What to do with fields, by their numbers: each reads its field's value, of the type that it is told. */
export type FieldReaders = Readonly<Record<number, (type: number) => void>>;

/** Types of values. Booleans of a struct are in the type itself. */
const [yes, no, int8, int64, float64, binary, list, struct] = [1, 2, 3, 6, 7, 8, 9, 12] as const;
/** Structs and lists in one another, of those that are passed over. */
const mostDepth = 16;

export class ThriftReader extends ByteReader {
  struct(readers: FieldReaders, type: number = struct): void {
    requireType(type, struct, struct);
    this.#fields(readers, 0);
  }

  list(type: number, readItem: (type: number) => void): void {
    requireType(type, list, list);
    const { of, count } = this.#listHeader();
    for (let index = 0; index < count; index++) readItem(of);
  }

  /** A whole number that is not negative. */
  length(type: number): number {
    requireType(type, int8, int64);
    const value = type === int8 ? this.byte() : this.zigzag();
    if (value < 0) throw new Error(`a length of ${value}`);
    return value;
  }

  boolean(type: number): boolean {
    requireType(type, yes, no);
    return type === yes;
  }

  binary(type: number): Uint8Array {
    requireType(type, binary, binary);
    return this.take(this.varint());
  }

  skip(type: number, depth = 0): void {
    if (depth > mostDepth) throw new Error("structs without end");
    if (type === struct) this.#fields({}, depth);
    else if (type === list) {
      const { of, count } = this.#listHeader();
      // In a list booleans are bytes.
      for (let index = 0; index < count; index++) this.skip(of <= no ? int8 : of, depth + 1);
    } else if (type === binary) this.take(this.varint());
    else if (type === int8) this.take(1);
    else if (type === float64) this.take(8);
    else if (type <= int64) {
      if (type > no) this.varint();
    } else throw new Error(`a value of type ${type}`);
  }

  #fields(readers: FieldReaders, depth: number): void {
    let field = 0;
    for (let start = this.byte(); (start & 15) !== 0; start = this.byte()) {
      field = start >> 4 === 0 ? this.zigzag() : field + (start >> 4);
      const read = readers[field];
      if (read === undefined) this.skip(start & 15, depth + 1);
      else read(start & 15);
    }
  }

  #listHeader(): { readonly of: number; readonly count: number } {
    const start = this.byte();
    return { of: start & 15, count: start >> 4 === 15 ? this.varint() : start >> 4 };
  }
}

function requireType(type: number, first: number, last: number): void {
  if (type < first || type > last) throw new Error(`a value of type ${type} in the place of ${first}`);
}
