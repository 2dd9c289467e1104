import { ResonanceError } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parquetDocuments } from "../src/perplexity/parquet-documents.js";
import { inMemory, parquetVector, textsOfParquet } from "./parquet-vectors.js";

/** pq.write_table(pa.table({"id": …, "text": […]}), …, row_group_size=2, compression="snappy"), pyarrow 26.0.1 */
const tales = parquetVector("documents");

test("a document is a row, over row groups", async () => {
  const read = [];
  for await (const document of parquetDocuments(inMemory(tales), { name: "tales", column: "text" }))
    read.push(document);
  expect(read).toEqual([
    { name: "tales:1", text: "Once upon a time." },
    { name: "tales:2", text: "Zwölf – 日本語 😀" },
    { name: "tales:3", text: "" },
    { name: "tales:4", text: "The end. ".repeat(20) },
    { name: "tales:5", text: "last" },
  ]);
});

/**
 * 60 rows in groups of 40, in pages of eight rows or so: pq.write_table(…, row_group_size=40, compression="snappy",
 * data_page_version="1.0" and "2.0", data_page_size=100, write_batch_size=8, use_dictionary=["indexed", "equal"],
 * column_encoding={"plain": "PLAIN", "lengths": "DELTA_LENGTH_BYTE_ARRAY", "beginnings": "DELTA_BYTE_ARRAY"}),
 * pyarrow 26.0.1. Columns that end in "?" are nullable.
 */
const columns: Readonly<Record<string, (row: number) => string>> = {
  plain: (row) => (row === 7 ? "\uFEFFmarked" : `${"é".repeat(row % 7)} ${row}`),
  indexed: (row) => `kind ${(row * row) % 37}`,
  equal: () => "same",
  lengths: (row) => "x".repeat((row * row) % 50),
  beginnings: (row) => `${String(Math.floor(row / 5)).padStart(4, "0")}/${"y".repeat(row % 3)}`,
};
test.each(["pages-v1", "pages-v2"])("%s: texts in each encoding are those that were written", async (vector) => {
  const bytes = parquetVector(vector);
  for (const [column, textOf] of Object.entries(columns)) {
    const expected = Array.from({ length: 60 }, (_, row) => textOf(row));
    expect(await textsOfParquet(bytes, column)).toEqual(expected);
    expect(await textsOfParquet(bytes, `${column}?`)).toEqual(expected);
  }
});

test("a column that is not there, or holds no texts, is refused", async () => {
  await expect(textsOfParquet(tales, "input")).rejects.toThrow('expected a column "input" of texts in x, got id, text');
  await expect(textsOfParquet(tales, "id")).rejects.toThrow('expected a column "id" of texts in x, got id, text');
});

test("a row without a text is refused, after the texts before it", async () => {
  /** pq.write_table(pa.table({"text": ["Once.", None]}), …, write_statistics=False, store_schema=False) */
  const bytes = parquetVector("without-a-text");
  const documents = parquetDocuments(inMemory(bytes), { name: "x", column: "text" });
  expect(await documents.next()).toMatchObject({ value: { text: "Once." } });
  await expect(documents.next()).rejects.toThrow('expected a text in row 2 of "text" in x, got none');
});

test("a file that was damaged anywhere reads as texts or is refused, soon", async () => {
  const files = ["documents", "pages-v1", "pages-v2"].map(parquetVector);
  const read = async (bytes: Uint8Array, column: string): Promise<void> => {
    const start = performance.now();
    try {
      await textsOfParquet(bytes, column);
    } catch (error) {
      expect(ResonanceError.isInstance(error) ? error.kind : error).toBe("invalid-file");
    }
    expect(performance.now() - start).toBeLessThan(1000);
  };
  for (let length = 0; length < tales.length; length += 7) await read(tales.subarray(0, length), "text");
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.constantFrom("text", ...Object.keys(columns), ...Object.keys(columns).map((column) => `${column}?`)),
      fc.array(fc.tuple(fc.nat(6000), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      async (file, column, edits) => {
        const bytes = file.slice();
        for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
        await read(bytes, column);
      },
    ),
    { numRuns: 1500 },
  );
});
