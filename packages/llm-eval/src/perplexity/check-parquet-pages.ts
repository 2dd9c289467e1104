/**
 * The pages of a Parquet column of texts, looked at before hyparquet reads them. It believes what it reads: from a
 * length that is left out it reads on without end, and a run of two thousand million values it writes out.
 *
 * Headers are structs of Thrift's compact protocol, as parquet.thrift lays them out; levels and indices are Parquet's
 * hybrid of runs and packed bits.
 */

export interface TextPages {
  /** Of the row group: no page has more values. */
  readonly rows: number;
  /** Whether a text may be missing, so that a level for each says which. */
  readonly optional: boolean;
  /** As hyparquet is told to; null for pages that are not compressed. */
  readonly uncompress: ((page: Uint8Array, length: number) => Uint8Array) | null;
}

/** Throws where a page is not whole. @param chunk the column's pages in a row group, each behind its header. */
export function checkParquetPages(chunk: Uint8Array, pages: TextPages): void {
  const reader: Reader = { bytes: chunk, at: 0 };
  while (reader.at < chunk.length - 1) {
    const header = readStruct(reader);
    const size = lengthOf(header, 3);
    const page = chunk.subarray(reader.at, reader.at + size);
    if (page.length < size) throw new Error("a page cut short");
    const type = lengthOf(header, 1);
    const whole = { ...pages, size: lengthOf(header, 2) };
    if (type === 0) checkDataPage(structOf(header, 5), page, whole);
    else if (type === 2) checkDictionary(structOf(header, 7), whole);
    else if (type === 3) checkDataPageV2(structOf(header, 8), page, whole);
    reader.at += size;
  }
}

/** By the number of the field; null for what is no small whole number, no struct and neither true nor false. */
type Fields = ReadonlyMap<number, Value>;
type Value = number | boolean | Fields | null;

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

interface DataPage extends TextPages {
  /** In bytes, once it is no longer compressed. */
  readonly size: number;
}

/** Each text has four bytes of length. */
function checkDictionary(header: Fields, { size }: DataPage): void {
  if (4 * lengthOf(header, 1) > size) throw new Error("a dictionary of more texts than its bytes can hold");
}

/** All of it is compressed. */
function checkDataPage(header: Fields, page: Uint8Array, { rows, optional, uncompress, size }: DataPage): void {
  const [values, encoding] = [lengthOf(header, 1), lengthOf(header, 2)];
  requireRows(values, rows);
  const bytes = uncompress === null ? page : uncompress(page, size);
  const reader = { bytes, at: 0 };
  if (optional) {
    reader.at = 4 + new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0, true);
    checkRuns({ bytes, at: 4 }, 1, values);
  }
  checkValues(reader, encoding, values);
}

/** Its levels are not compressed, and its values may not be. */
function checkDataPageV2(header: Fields, page: Uint8Array, { rows, optional, uncompress, size }: DataPage): void {
  const [values, , , encoding, definitions, repetitions] = [1, 2, 3, 4, 5, 6].map((field) =>
    lengthOf(header, field),
  ) as [number, number, number, number, number, number];
  requireRows(values, rows);
  if (optional) checkRuns({ bytes: page, at: repetitions }, 1, values);
  const rest = page.subarray(repetitions + (optional ? definitions : 0));
  const length = size - definitions - repetitions;
  const compressed = header.get(7) ?? true;
  if (typeof compressed !== "boolean") throw new Error("a page that does not say whether it is compressed");
  const isPlain = uncompress === null || !compressed || length === 0;
  checkValues({ bytes: isPlain ? rest : uncompress(rest, length), at: 0 }, encoding, values);
}

function requireRows(values: number, rows: number): void {
  if (values > rows) throw new Error(`a page of ${values} values in ${rows} rows`);
}

/** PLAIN, or by their lengths or common beginnings: DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY. */
const texts = [0, 6, 7];
/** PLAIN_DICTIONARY and RLE_DICTIONARY: indices, after a byte that says how wide. */
const indices = [2, 8];

function checkValues(reader: Reader, encoding: number, values: number): void {
  if (indices.includes(encoding)) {
    if (values > 0) checkRuns(reader, byte(reader), values);
  } else if (!texts.includes(encoding)) throw new Error(`texts in encoding ${encoding}`);
}

/** Packed bits come by eights, and fill up the block of whoever wrote them. */
const mostPadding = 512;

function checkRuns(reader: Reader, width: number, values: number): void {
  for (let seen = 0; seen < values && reader.at < reader.bytes.length;) {
    const header = varint(reader);
    const isPacked = header % 2 === 1;
    const count = isPacked ? 4 * (header - 1) : header / 2;
    if (isPacked && (count === 0 || width === 0)) throw new Error("packed bits of nothing");
    if (seen + count > values + (isPacked ? mostPadding : 0)) throw new Error("a run of more values than its page has");
    reader.at += isPacked ? (count / 8) * width : Math.ceil(width / 8);
    seen += count;
  }
}

function lengthOf(fields: Fields, field: number): number {
  const value = fields.get(field);
  if (typeof value === "number" && value >= 0 && value < 2 ** 31) return value;
  throw new Error("a page header without its lengths");
}

function structOf(fields: Fields, field: number): Fields {
  const value = fields.get(field);
  if (value instanceof Map) return value;
  throw new Error("a page header without that of its kind");
}

function readStruct(reader: Reader): Fields {
  const fields = new Map<number, Value>();
  let field = 0;
  for (let start = byte(reader); (start & 15) !== 0; start = byte(reader)) {
    field = start >> 4 === 0 ? zigzag(reader) : field + (start >> 4);
    if (fields.has(field)) throw new Error("a page header with a field twice");
    fields.set(field, readValue(reader, start & 15));
  }
  return fields;
}

function readValue(reader: Reader, type: number): Value {
  // True and false; numbers of 16 and of 32 bits; a struct.
  if (type === 1 || type === 2) return type === 1;
  if (type === 4 || type === 5) return zigzag(reader);
  if (type === 12) return readStruct(reader);
  // A byte, a number of 64 bits, a double, bytes behind their length.
  if (type === 3) reader.at += 1;
  else if (type === 6) varint(reader, 10);
  else if (type === 7) reader.at += 8;
  else if (type === 8) skipBytes(reader);
  else throw new Error(`a page header with a field of type ${type}`);
  return null;
}

function skipBytes(reader: Reader): void {
  const length = varint(reader);
  reader.at += length;
}

function byte(reader: Reader): number {
  const value = reader.bytes[reader.at++];
  if (value === undefined) throw new Error("a page or its header cut short");
  return value;
}

/** @param most bytes that it may have; of more than five the value is not exact. */
export function varint(reader: Reader, most = 5): number {
  let value = 0;
  for (let place = 0; place < most; place++) {
    const next = byte(reader);
    value += (next & 127) * 128 ** place;
    if (next < 128) {
      if (most === 5 && value >= 2 ** 32) break;
      return value;
    }
  }
  throw new Error("a number beyond 32 bits");
}

function zigzag(reader: Reader): number {
  const value = varint(reader);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
