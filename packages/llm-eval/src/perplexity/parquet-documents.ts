/** Documents from a Parquet file, one a row, read a row group at a time, in any JavaScript. */
import { ResonanceError, messageOf } from "@resonance-rope/contracts";
import type { PerplexityDocument } from "./documents.js";
import type { DocumentFile } from "./json-lines-documents.js";
import { boundedSnappy } from "./parquet/bounded-snappy.js";
import { type ParquetFile, readFooter } from "./parquet/read-footer.js";
import { textsOfChunk } from "./parquet/texts-of-chunk.js";

export type { ParquetFile } from "./parquet/read-footer.js";

/** Bytes with which texts begin as those before them do, beside a hundred for each of the file: seconds of work. */
const mostRepeated = 5e8;

/** The documents are named after their rows, which count from 1. */
export async function* parquetDocuments(
  file: ParquetFile,
  { name, column }: DocumentFile,
): AsyncGenerator<PerplexityDocument> {
  let row = 0;
  try {
    const { names, isText, optional, chunks } = await readFooter(file, column);
    if (!isText) {
      const others = names.join(", ").slice(0, 80);
      const received = names.includes(column) ? `${others}, where "${column}" holds none` : others;
      throw refusal(`a column "${column}" of texts in ${name}`, received, {
        remedy: "name the column that holds the text",
      });
    }
    const snappy = chunks.some(({ isCompressed }) => isCompressed) ? boundedSnappy() : null;
    const repeated = { left: mostRepeated + 100 * file.byteLength };
    for (const { rows, start, size, isCompressed } of chunks) {
      const chunk = new Uint8Array(await file.slice(start, start + size));
      for (const text of textsOfChunk(chunk, { rows, optional, uncompress: isCompressed ? snappy : null, repeated })) {
        row++;
        if (text === null)
          throw refusal(`a text in row ${row} of "${column}" in ${name}`, "none", { remedy: "leave such rows out" });
        yield { name: `${name}:${row}`, text };
      }
    }
  } catch (cause) {
    if (ResonanceError.isInstance(cause)) throw cause;
    const words = messageOf(cause);
    throw refusal(`a Parquet file in ${name}`, row === 0 ? words : `${words}, after row ${row}`, {
      remedy: "write its texts anew, as JSON Lines or with snappy or no compression",
      cause,
    });
  }
}

const refusal = (
  expected: string,
  received: string,
  more: { readonly remedy: string; readonly cause?: unknown },
): ResonanceError =>
  new ResonanceError({ kind: "invalid-file", where: "parquetDocuments", expected, received, ...more });
