import { readFileSync } from "node:fs";
import { parquetDocuments } from "../src/perplexity/parquet-documents.js";

export const parquetVector = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`vectors/${name}.parquet`, import.meta.url)));

export async function textsOfParquet(bytes: Uint8Array, column: string): Promise<string[]> {
  const slice = (start: number, end?: number) => bytes.slice(start, end).buffer;
  const texts = [];
  for await (const { text } of parquetDocuments({ byteLength: bytes.length, slice }, { name: "x", column }))
    texts.push(text);
  return texts;
}
