/**
 * The pages of a Parquet column of texts, looked at before hyparquet reads them. It believes what it reads: from a
 * length that is left out it reads on without end, and a run of two thousand million values it writes out.
 *
 * Headers are structs, as parquet.thrift lays them out; levels and indices are Parquet's hybrid of runs and packed bits.
 */
import { type Fields, ThriftReader } from "./thrift-reader.js";

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
  const reader = new ThriftReader(chunk);
  while (reader.at < chunk.length - 1) {
    const header = reader.struct();
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
  const reader = new ThriftReader(bytes);
  if (optional) {
    reader.at = 4 + new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0, true);
    checkRuns(new ThriftReader(bytes, 4), 1, values);
  }
  checkValues(reader, encoding, values);
}

/** Its levels are not compressed, and its values may not be. */
function checkDataPageV2(header: Fields, page: Uint8Array, { rows, optional, uncompress, size }: DataPage): void {
  const [values, , , encoding, definitions, repetitions] = [1, 2, 3, 4, 5, 6].map((field) =>
    lengthOf(header, field),
  ) as [number, number, number, number, number, number];
  requireRows(values, rows);
  if (optional) checkRuns(new ThriftReader(page, repetitions), 1, values);
  const rest = page.subarray(repetitions + (optional ? definitions : 0));
  const length = size - definitions - repetitions;
  const compressed = header.get(7) ?? true;
  if (typeof compressed !== "boolean") throw new Error("a page that does not say whether it is compressed");
  const isPlain = uncompress === null || !compressed || length === 0;
  checkValues(new ThriftReader(isPlain ? rest : uncompress(rest, length)), encoding, values);
}

function requireRows(values: number, rows: number): void {
  if (values > rows) throw new Error(`a page of ${values} values in ${rows} rows`);
}

/** PLAIN. */
const texts = 0;
/** DELTA_LENGTH_BYTE_ARRAY. Of DELTA_BYTE_ARRAY, whose texts begin as others do, a few bytes can make any number. */
const lengthsBeforeTexts = 6;
/** PLAIN_DICTIONARY and RLE_DICTIONARY: indices, after a byte that says how wide. */
const indices = [2, 8];

function checkValues(reader: ThriftReader, encoding: number, values: number): void {
  if (indices.includes(encoding)) {
    if (values > 0) checkRuns(reader, reader.byte(), values);
  } else if (encoding === lengthsBeforeTexts) {
    if (values > 0) checkDeltaBlocks(reader);
  } else if (encoding !== texts) throw new Error(`texts in encoding ${encoding}`);
}

/** Blocks are of 128 differences or a multiple, their parts of 32 or a multiple. */
function checkDeltaBlocks(reader: ThriftReader): void {
  const [block, parts] = [reader.varint(), reader.varint()];
  if (block === 0 || block % 128 !== 0 || block >= 2 ** 31 || block % (32 * parts) !== 0)
    throw new Error(`lengths in blocks of ${block} with ${parts} parts`);
}

/** Packed bits come by eights, and fill up the block of whoever wrote them. */
const mostPadding = 512;

function checkRuns(reader: ThriftReader, width: number, values: number): void {
  for (let seen = 0; seen < values && reader.at < reader.bytes.length;) {
    const header = reader.varint();
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
