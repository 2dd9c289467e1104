import { readFileSync } from "node:fs";
import { parquetDocuments } from "../src/perplexity/parquet-documents.js";
import { type WrittenParquet, writtenParquet } from "./written-parquet.js";

export const parquetVector = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`vectors/${name}.parquet`, import.meta.url)));

/** A copy that is a file of its own. */
export const inMemory = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

export async function textsOfParquet(bytes: Uint8Array, column: string): Promise<string[]> {
  const texts = [];
  for await (const { text } of parquetDocuments(inMemory(bytes), { name: "x", column })) texts.push(text);
  return texts;
}

export const textsOfWritten = (written: WrittenParquet): Promise<string[]> =>
  textsOfParquet(writtenParquet(written), "text");
