/** Documents from a Parquet file, one a row, read a row group at a time; by hyparquet, in any JavaScript. */
import { ResonanceError } from "@resonance-rope/contracts";
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { snappyUncompressor } from "hysnappy";
import { checkPageHeaders } from "./check-page-headers.js";
import type { PerplexityDocument } from "./documents.js";
import type { DocumentFile } from "./json-lines-documents.js";

/** A file of known length, read in parts. */
export type ParquetFile = Pick<AsyncBuffer, "byteLength" | "slice">;

/** The documents are named after their rows, which count from 1. */
export async function* parquetDocuments(
  file: ParquetFile,
  { name, column }: DocumentFile,
): AsyncGenerator<PerplexityDocument> {
  const metadata = await orRefuse(name, () => parquetMetadataAsync(file));
  const compressors = { SNAPPY: boundedSnappy() };
  const columns = metadata.schema.slice(1).map((element) => element.name);
  if (!columns.includes(column)) refuse(name, `a column "${column}"`, columns.join(", ").slice(0, 80));
  let row = 0;
  for (const group of metadata.row_groups) {
    const count = rowsOf(group, file, name);
    const rows = await orRefuse(name, async () => {
      await checkPages(group, file, column);
      return parquetReadObjects({ file, metadata, columns: [column], compressors, rowStart: row, rowEnd: row + count });
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

type RowGroup = FileMetaData["row_groups"][number];

async function checkPages({ columns }: RowGroup, file: ParquetFile, column: string): Promise<void> {
  for (const { meta_data: meta } of columns) {
    if (meta?.path_in_schema[0] !== column) continue;
    const start = Number(meta.dictionary_page_offset ?? meta.data_page_offset);
    checkPageHeaders(new Uint8Array(await file.slice(start, start + Number(meta.total_compressed_size))));
  }
}

/** Not hyparquet's own, which a negative length sends back two thousand million bytes. Three bytes make 64 at most. */
function boundedSnappy(): (page: Uint8Array, length: number) => Uint8Array {
  const uncompress = snappyUncompressor();
  return (page, length) => {
    if (3 * length > 64 * page.length) throw new Error(`a page of ${length} bytes in ${page.length}`);
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
    remedy: "compression other than snappy cannot be read: write the file anew with it, or as JSON Lines",
    cause,
  });
}
