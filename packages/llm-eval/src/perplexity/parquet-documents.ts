/** Documents from a Parquet file, one a row, read a row group at a time; by hyparquet, in any JavaScript. */
import { ResonanceError } from "@resonance-rope/contracts";
import { type AsyncBuffer, type FileMetaData, parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { snappyUncompressor } from "hysnappy";
import { type TextPages, checkParquetPages } from "./check-parquet-pages.js";
import type { PerplexityDocument } from "./documents.js";
import type { DocumentFile } from "./json-lines-documents.js";
import { ThriftReader } from "./thrift-reader.js";

/** A file of known length, read in parts. */
export type ParquetFile = Pick<AsyncBuffer, "byteLength" | "slice">;

type RowGroup = FileMetaData["row_groups"][number];
type Uncompress = NonNullable<TextPages["uncompress"]>;

/** Bytes behind a footer: how long it is, and PAR1. */
const trailer = 8;
/** A text may be said to be one, or be bytes of which nothing is said. Bytes may also be numbers, JSON or shapes. */
const [textTypes, logicalTextTypes] = [
  [undefined, "UTF8", "ENUM"],
  [undefined, "STRING", "ENUM"],
];

/** The documents are named after their rows, which count from 1. */
export async function* parquetDocuments(
  file: ParquetFile,
  { name, column }: DocumentFile,
): AsyncGenerator<PerplexityDocument> {
  const metadata = await orRefuse(name, () => readFooter(file));
  const optional = await orRefuse(name, () => isOptionalText(metadata, column));
  if (optional === null) {
    const columns = metadata.schema.slice(1).map((element) => element.name);
    return refuse(name, `a column "${column}" of texts`, columns.join(", ").slice(0, 80));
  }
  const uncompress = boundedSnappy();
  let row = 0;
  for (const group of metadata.row_groups) {
    const count = rowsOf(group, file, name);
    const rows = await orRefuse(name, async () => {
      await checkGroup(group, { file, column, rows: count, optional, uncompress });
      // Of the whole it would choose groups by their numbers of rows, which those after this one may lie about.
      const alone = { ...metadata, row_groups: [group] };
      return parquetReadObjects({ file, metadata: alone, columns: [column], compressors: { SNAPPY: uncompress } });
    });
    if (rows.length !== count) refuse(name, `${count} rows in a row group`, String(rows.length));
    for (const record of rows) {
      row++;
      const text: unknown = record[column];
      if (typeof text !== "string") return refuse(name, `a text in row ${row} of "${column}"`, typeof text);
      yield { name: `${name}:${row}`, text };
    }
  }
}

/** Looked at before hyparquet reads it, as it takes memory for lists of any length, and time for numbers of any. */
async function readFooter(file: ParquetFile): Promise<FileMetaData> {
  const end = await file.slice(Math.max(0, file.byteLength - trailer));
  const length = end.byteLength < trailer ? Infinity : new DataView(end).getUint32(0, true);
  if (length > file.byteLength - trailer) throw new Error(`a footer of ${length} bytes`);
  const footer = new Uint8Array(await file.slice(file.byteLength - trailer - length));
  new ThriftReader(footer.subarray(0, length)).struct();
  return parquetMetadata(footer, { geoparquet: false });
}

/** Whether a row may have none; null where there is no such column, or one of something else. */
async function isOptionalText(metadata: FileMetaData, column: string): Promise<boolean | null> {
  const found = parquetSchema(metadata).children.find(({ element }) => element.name === column);
  if (found === undefined || found.children.length > 0) return null;
  const { type, repetition_type: repetition, converted_type: converted, logical_type: logical } = found.element;
  if (metadata.schema[0]?.repetition_type === "REPEATED") return null;
  if (!textTypes.includes(converted) || !logicalTextTypes.includes(logical?.type)) return null;
  return type !== "BYTE_ARRAY" || repetition === "REPEATED" ? null : repetition !== "REQUIRED";
}

interface GroupOfTexts extends Omit<TextPages, "uncompress"> {
  readonly file: ParquetFile;
  readonly column: string;
  readonly uncompress: Uncompress;
}

async function checkGroup({ columns }: RowGroup, { file, column, uncompress, ...pages }: GroupOfTexts): Promise<void> {
  const [meta, ...others] = columns.flatMap(({ meta_data: each }) =>
    each?.path_in_schema[0] === column ? [each] : [],
  );
  if (meta === undefined || others.length > 0) throw new Error(`${others.length + 1} parts of one column`);
  if (meta.type !== "BYTE_ARRAY") throw new Error(`texts of type ${meta.type}`);
  const isSnappy = meta.codec === "SNAPPY";
  if (!isSnappy && meta.codec !== "UNCOMPRESSED") throw new Error(`compression ${meta.codec}`);
  // Some writers say 0 for no dictionary.
  const [start, size] = [meta.dictionary_page_offset || meta.data_page_offset, meta.total_compressed_size];
  if (
    typeof start !== "bigint" ||
    typeof size !== "bigint" ||
    start < 0n ||
    size < 0n ||
    start + size > file.byteLength
  )
    throw new Error("pages outside the file");
  const chunk = new Uint8Array(await file.slice(Number(start), Number(start + size)));
  checkParquetPages(chunk, { ...pages, uncompress: isSnappy ? uncompress : null });
}

/** Not hyparquet's own, which a negative length sends back two thousand million bytes. Three bytes make 64 at most. */
function boundedSnappy(): Uncompress {
  const uncompress = snappyUncompressor();
  return (page, length) => {
    if (3 * length > 64 * page.length) throw new Error(`a page of ${length} bytes in ${page.length}`);
    // A stream in snappy begins with its length.
    if (new ThriftReader(page).varint() !== length) throw new Error("a page of another length than its header says");
    return uncompress(page, length);
  };
}

/** A claim of more rows than the file has bytes to give each one is not believed, short columns of one value aside. */
function rowsOf(group: RowGroup, { byteLength }: ParquetFile, name: string): number {
  const count = Number(group.num_rows);
  if (count >= 0 && count <= 1e7 && count <= 1e4 + byteLength) return count;
  return refuse(name, `no more rows than ${byteLength} bytes can hold`, String(count));
}

async function orRefuse<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    return refuse(name, "a Parquet file", cause instanceof Error ? cause.message.slice(0, 120) : String(cause), cause);
  }
}

function refuse(name: string, expected: string, received: string, cause?: unknown): never {
  throw new ResonanceError({
    kind: "invalid-file",
    where: "parquetDocuments",
    expected: `${expected} in ${name}`,
    received,
    remedy: "write the file anew with snappy, or none, and without DELTA_BYTE_ARRAY, or as JSON Lines",
    cause,
  });
}
