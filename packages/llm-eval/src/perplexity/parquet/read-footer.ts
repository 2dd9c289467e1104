/** What a Parquet file's footer says of one column: FileMetaData of parquet.thrift, whose numbers of fields are here. */
import { type TextChunk, readRowGroup } from "./read-row-group.js";
import { type Schema, readSchema } from "./read-schema.js";
import { ThriftReader } from "./thrift-reader.js";

/** A file of known length, read in parts. */
export interface ParquetFile {
  readonly byteLength: number;
  slice(start: number, end: number): ArrayBuffer | Promise<ArrayBuffer>;
}

export interface Footer extends Schema {
  /** One a row group; none where the column is none of texts. */
  readonly chunks: readonly TextChunk[];
}

/** Behind a footer: how long it is, and PAR1. */
const trailer = 8;
/** A run of equal texts takes no bytes, as many as it may be: so many are believed, and one more for each byte. */
const mostRows = 1e6;

export async function readFooter(file: ParquetFile, column: string): Promise<Footer> {
  const { byteLength } = file;
  const end = new DataView(await file.slice(Math.max(0, byteLength - trailer), byteLength));
  if (end.byteLength < trailer || end.getUint32(4) !== 0x50415231) throw new Error("no PAR1 at its end");
  const length = end.getUint32(0, true);
  if (length > byteLength - trailer) throw new Error(`a footer of ${length} bytes in ${byteLength}`);
  const footer = await file.slice(byteLength - trailer - length, byteLength - trailer);
  const reader = new ThriftReader(new Uint8Array(footer));
  let schema: Schema = { names: [], optional: false, isText: false };
  const chunks: TextChunk[] = [];
  let rows = 0;
  reader.struct({
    2: (type) => (schema = readSchema(reader, type, column)),
    3: (type) => (rows = reader.length(type)),
    4: (type) => {
      if (schema.isText) reader.list(type, (group) => chunks.push(readRowGroup(reader, group, column)));
      else reader.skip(type);
    },
  });
  if (schema.isText) requireInFile(chunks, { byteLength, rows });
  return { ...schema, chunks };
}

/** Their sizes together are no more than the file's: many may not have the same bytes, to be read as often. */
function requireInFile(
  chunks: readonly TextChunk[],
  whole: { readonly byteLength: number; readonly rows: number },
): void {
  const { byteLength } = whole;
  let [rows, bytes] = [0, 0];
  for (const chunk of chunks) {
    const { start, size } = chunk;
    if (start < 0 || size < 0 || start + size > byteLength) throw new Error("pages outside the file");
    rows += chunk.rows;
    bytes += size;
  }
  if (bytes > byteLength) throw new Error("pages in two row groups");
  if (rows > mostRows + byteLength) throw new Error(`${rows} rows in ${byteLength} bytes`);
  if (rows !== whole.rows) throw new Error(`${rows} rows in its groups, and ${whole.rows} in all`);
}
