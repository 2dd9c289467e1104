/**
 * The headers of a Parquet column's pages, looked at before hyparquet reads the pages: it takes a length that a header
 * leaves out for one that is there, and reads on without end.
 *
 * A header is a struct of Thrift's compact protocol, as parquet.thrift lays it out.
 */

/** By the number of the field; null for what is no small whole number and no struct. */
type Fields = ReadonlyMap<number, number | Fields | null>;

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

/** PageHeader's, and the lengths that its DataPageHeaderV2 must have: values, nulls, rows, encoding, levels. */
const [compressedSize, secondKind] = [3, 8];
const required = [1, 2, 3, 4, 5, 6];

/** Throws where a header is not whole. @param chunk the pages of a column in a row group, each behind its header. */
export function checkPageHeaders(chunk: Uint8Array): void {
  const reader: Reader = { bytes: chunk, at: 0 };
  while (reader.at < chunk.length - 1) {
    const header = readStruct(reader);
    const size = header.get(compressedSize);
    if (typeof size !== "number" || size < 0 || reader.at + size > chunk.length)
      throw new Error("a page without its length");
    const levels = header.get(secondKind);
    if (levels !== undefined && !(levels instanceof Map && required.every((field) => isLength(levels.get(field)))))
      throw new Error("a page header without its lengths");
    reader.at += size;
  }
}

const isLength = (value: unknown): boolean => typeof value === "number" && value >= 0;

function readStruct(reader: Reader): Fields {
  const fields = new Map<number, number | Fields | null>();
  let field = 0;
  for (let start = byte(reader); (start & 15) !== 0; start = byte(reader)) {
    field = start >> 4 === 0 ? zigzag(reader) : field + (start >> 4);
    fields.set(field, readValue(reader, start & 15));
  }
  return fields;
}

function readValue(reader: Reader, type: number): number | Fields | null {
  // Numbers of 16 and of 32 bits.
  if (type === 4 || type === 5) return zigzag(reader);
  if (type === 12) return readStruct(reader);
  // True, false, a byte, a number of 64 bits, a double, bytes behind their length.
  if (type === 3) reader.at += 1;
  else if (type === 6) varint(reader);
  else if (type === 7) reader.at += 8;
  else if (type === 8) skipBytes(reader);
  else if (type !== 1 && type !== 2) throw new Error(`a page header with a field of type ${type}`);
  return null;
}

function skipBytes(reader: Reader): void {
  const length = varint(reader);
  reader.at += length;
}

function byte(reader: Reader): number {
  const value = reader.bytes[reader.at++];
  if (value === undefined) throw new Error("a page header cut short");
  return value;
}

/** Whole up to 2⁵³, beyond what any length may be. */
function varint(reader: Reader): number {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const next = byte(reader);
    value += (next & 127) * scale;
    if (next < 128) return value;
  }
}

function zigzag(reader: Reader): number {
  const value = varint(reader);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
