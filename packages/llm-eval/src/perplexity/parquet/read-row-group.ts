import { decodeName } from "./decode-name.js";
import type { ThriftReader } from "./thrift-reader.js";

/** What a row group has of one column of texts. */
export interface TextChunk {
  readonly rows: number;
  /** Of its pages in the file. */
  readonly start: number;
  readonly size: number;
  readonly isCompressed: boolean;
}

/** By Parquet's numbers. */
const codecs = ["none", "snappy", "gzip", "LZO", "Brotli", "LZ4", "zstd", "LZ4"];
const byteArray = 6;

export function readRowGroup(reader: ThriftReader, groupType: number, column: string): TextChunk {
  let rows = -1;
  const found: ColumnChunk[] = [];
  const readColumn = (type: number): void => {
    const chunk = readColumnChunk(reader, type);
    if (chunk.path === column) found.push(chunk);
  };
  reader.struct({ 1: (type) => reader.list(type, readColumn), 3: (type) => (rows = reader.length(type)) }, groupType);
  const [chunk, ...others] = found;
  if (rows < 0) throw new Error("a row group without its number of rows");
  if (chunk === undefined || others.length > 0) throw new Error(`${found.length} parts of one column`);
  const { isElsewhere, type, codec, start, size } = chunk;
  if (isElsewhere) throw new Error("a column in another file");
  if (type !== byteArray) throw new Error(`texts of type ${type}`);
  if (codec !== 0 && codec !== 1) throw new Error(`compression ${codecs[codec] ?? codec}`);
  return { rows, start, size, isCompressed: codec === 1 };
}

interface ColumnChunk {
  /** Null where it leads below the first level. */
  readonly path: string | null;
  readonly isElsewhere: boolean;
  readonly type: number;
  readonly codec: number;
  readonly start: number;
  readonly size: number;
}

function readColumnChunk(reader: ThriftReader, chunkType: number): ColumnChunk {
  let [name, levels]: [Uint8Array | null, number] = [null, 0];
  const readLevel = (type: number): void => {
    levels += 1;
    if (levels === 1) name = reader.binary(type);
    else reader.skip(type);
  };
  let isElsewhere = false;
  let [type, codec, size, dataStart, dictionaryStart] = [-1, -1, -1, -1, 0];
  const metadata = {
    1: (inner: number) => (type = reader.length(inner)),
    3: (inner: number) => reader.list(inner, readLevel),
    4: (inner: number) => (codec = reader.length(inner)),
    7: (inner: number) => (size = reader.length(inner)),
    9: (inner: number) => (dataStart = reader.length(inner)),
    11: (inner: number) => (dictionaryStart = reader.length(inner)),
  };
  const leadElsewhere = (inner: number): void => {
    isElsewhere = true;
    reader.skip(inner);
  };
  reader.struct({ 1: leadElsewhere, 3: (inner) => reader.struct(metadata, inner) }, chunkType);
  return {
    path: name === null || levels > 1 ? null : decodeName(name),
    isElsewhere,
    type,
    codec,
    // Some writers say 0 for no dictionary.
    start: dictionaryStart > 0 && dictionaryStart < dataStart ? dictionaryStart : dataStart,
    size,
  };
}
