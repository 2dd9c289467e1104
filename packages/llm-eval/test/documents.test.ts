import { readFileSync } from "node:fs";
import { ResonanceError } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { PerplexityDocument } from "../src/perplexity/documents.js";
import { jsonLinesDocuments } from "../src/perplexity/json-lines-documents.js";
import { leadingTokens } from "../src/perplexity/leading-tokens.js";
import { parquetDocuments } from "../src/perplexity/parquet-documents.js";
import { wordModel } from "./word-model.js";

async function all(documents: AsyncIterable<PerplexityDocument>): Promise<PerplexityDocument[]> {
  const read = [];
  for await (const document of documents) read.push(document);
  return read;
}

test("JSON Lines give a document a line, named after it", async () => {
  const lines = ['{"title":"x","text":"Once."}\r', "", '{"text":"Twice."}'];
  expect(await all(jsonLinesDocuments(lines, { name: "tales", column: "text" }))).toEqual([
    { name: "tales:1", text: "Once." },
    { name: "tales:3", text: "Twice." },
  ]);
});

test.each([
  ["JSON on line 1 of tales", "{"],
  ['a text as "text" on line 1 of tales, got an object with title', '{"title":"x"}'],
  ['a text as "text" on line 1 of tales, got number', '{"text":1}'],
  ['a text as "text" on line 1 of tales', "null"],
])("a line without a text is refused: expected %s", async (expected, line) => {
  await expect(all(jsonLinesDocuments([line], { name: "tales", column: "text" }))).rejects.toThrow(expected);
});

/** pq.write_table(pa.table({"id": …, "text": […]}), …, row_group_size=2, compression="snappy"), pyarrow 26.0.1 */
const parquet = new Uint8Array(readFileSync(new URL("vectors/documents.parquet", import.meta.url)));
const inMemory = (bytes: Uint8Array) => ({
  byteLength: bytes.length,
  slice: (start: number, end?: number) => bytes.slice(start, end).buffer,
});

test("Parquet gives a document a row, over row groups", async () => {
  expect(await all(parquetDocuments(inMemory(parquet), { name: "tales", column: "text" }))).toEqual([
    { name: "tales:1", text: "Once upon a time." },
    { name: "tales:2", text: "Zwölf – 日本語 😀" },
    { name: "tales:3", text: "" },
    { name: "tales:4", text: "The end. ".repeat(20) },
    { name: "tales:5", text: "last" },
  ]);
});

test("pages of the second kind give their texts: indices into a dictionary, and plain ones that none may be missing of", async () => {
  /**
   * pq.write_table(…, row_group_size=25, compression="snappy", data_page_version="2.0", use_dictionary=["indexed"],
   * write_statistics=False, store_schema=False), pyarrow 26.0.1
   */
  const bytes = new Uint8Array(readFileSync(new URL("vectors/pages-of-the-second-kind.parquet", import.meta.url)));
  const texts = async (column: string) =>
    (await all(parquetDocuments(inMemory(bytes), { name: "x", column }))).map(({ text }) => text);
  const rows = Array.from({ length: 40 }, (_, row) => row);
  expect(await texts("indexed")).toEqual(rows.map((row) => ["red", "green", "blue"][Math.floor(row / 9) % 3]));
  expect(await texts("plain")).toEqual(rows.map((row) => `text ${row} é`));
});

test("a column that is not there, or holds no texts, is refused", async () => {
  const read = (column: string) => all(parquetDocuments(inMemory(parquet), { name: "tales", column }));
  await expect(read("input")).rejects.toThrow('expected a column "input" of texts in tales, got id, text');
  await expect(read("id")).rejects.toThrow('expected a column "id" of texts in tales, got id, text');
});

test("a Parquet file that was damaged anywhere reads as texts or is refused, soon", async () => {
  const read = async (bytes: Uint8Array): Promise<void> => {
    const start = performance.now();
    try {
      await all(parquetDocuments(inMemory(bytes), { name: "tales", column: "text" }));
    } catch (error) {
      expect(ResonanceError.isInstance(error) ? error.kind : error).toBe("invalid-file");
    }
    expect(performance.now() - start).toBeLessThan(1000);
  };
  for (let length = 0; length < parquet.length; length += 7) await read(parquet.subarray(0, length));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(parquet.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      async (edits) => {
        const bytes = parquet.slice();
        for (const [at, byte] of edits) bytes[at] = byte;
        await read(bytes);
      },
    ),
    { numRuns: 1000 },
  );
});

test("a page header of the second kind without its lengths, on which hyparquet reads without end, is refused", async () => {
  const bytes = parquet.slice();
  // Before the first page of texts: DATA_PAGE_V2, the fields of a DataPageHeader for that kind's, and a run of no values.
  const [header, page] = [176, 245];
  expect(Array.from(bytes.subarray(header, header + 7))).toEqual([0x15, 0x00, 0x15, 0x12, 0x15, 0x16, 0x2c]);
  [bytes[header + 1], bytes[header + 6], bytes[page]] = [0x06, 0x5c, 0];
  const texts = all(parquetDocuments(inMemory(bytes), { name: "tales", column: "text" }));
  await expect(texts).rejects.toThrow("a page header without its lengths");
});

test("a literal of negative length, from which hyparquet's own snappy goes back far before the page, is refused at once", async () => {
  const bytes = parquet.slice();
  const page = 245;
  expect(Array.from(bytes.subarray(page, page + 2))).toEqual([9, 0x20]);
  bytes.set([0xfc, 0xff, 0xff, 0xff, 0x80], page + 1);
  const texts = all(parquetDocuments(inMemory(bytes), { name: "tales", column: "text" }));
  await expect(texts).rejects.toThrow("missing eof marker");
});

const [firstKind, secondKind] = ["documents", "pages-of-the-second-kind"].map(
  (name) => new Uint8Array(readFileSync(new URL(`vectors/${name}.parquet`, import.meta.url))),
) as [Uint8Array, Uint8Array];
const tooMany = "a run of more values than its page has";
test.each([
  // After snappy's two bytes and the length of the levels; a run's number is twice that of its values.
  { of: "levels", file: firstKind, column: "text", at: 245 + 6, was: 4, message: tooMany },
  { of: "indices, in place of eight packed ones,", file: firstKind, column: "text", at: 254, was: 3, message: tooMany },
  { of: "levels of the second kind", file: secondKind, column: "indexed", at: 68, was: 0x32, message: tooMany },
  {
    of: "a page itself",
    file: firstKind,
    column: "text",
    at: 176 + 8,
    was: 4,
    message: "a page of 63 values in 2 rows",
  },
])("more values than there are, as $of may claim and hyparquet writes out, are refused", async (claim) => {
  const bytes = claim.file.slice();
  expect(bytes[claim.at]).toBe(claim.was);
  bytes[claim.at] = 0x7e;
  const texts = all(parquetDocuments(inMemory(bytes), { name: "tales", column: claim.column }));
  await expect(texts).rejects.toThrow(claim.message);
});

test("a row group that overlaps another, of less than no rows, does not have its pages read with the other's", async () => {
  // Of the fuzzer: the second group has -1 row, so that the third, whose pages are damaged, begins within the first.
  const bytes = new Uint8Array(readFileSync(new URL("vectors/overlapping-groups.parquet", import.meta.url)));
  const texts = all(parquetDocuments(inMemory(bytes), { name: "tales", column: "text" }));
  await expect(texts).rejects.toThrow('a text in row 1 of "text"');
});

test("a page that claims more bytes than its compressed ones can make is refused", async () => {
  const bytes = parquet.slice();
  // The uncompressed size of the second group's dictionary, after its field's type.
  const size = 365;
  expect(Array.from(bytes.subarray(size - 1, size + 2))).toEqual([0x15, 0xf8, 0x02]);
  bytes.set([0xfe, 0x7f], size);
  const texts = all(parquetDocuments(inMemory(bytes), { name: "tales", column: "text" }));
  await expect(texts).rejects.toThrow("a page of 8191 bytes in 29");
});

test("the leading tokens are those of the whole text, however little of it is tokenized", async () => {
  const model = wordModel();
  const text = Array.from(
    { length: 3000 },
    (_, index) => `${"w".repeat(index % 13)}${index}${index % 7 === 0 ? "\n" : ""}`,
  ).join(" ");
  const tokens = await model.tokenize(text);
  for (const count of [0, 1, 10, 500, tokens.length, tokens.length + 10]) {
    expect(await leadingTokens(model, text, count)).toEqual(tokens.slice(0, count));
  }
  // A tokenizer whose choices reach twenty tokens back from the end of what it is given.
  const farSighted = {
    ...model,
    tokenize: async (part: string) => {
      const near = await model.tokenize(part);
      return near.map((token, index) => (index >= near.length - 20 ? -token : token));
    },
  };
  for (let count = 1; count < 2900; count += 13) {
    expect(await leadingTokens(farSighted, text, count)).toEqual(tokens.slice(0, count));
  }
  let longest = 0;
  const counting = {
    ...model,
    tokenize: (part: string) => model.tokenize(part.slice(0, (longest = Math.max(longest, part.length)))),
  };
  await leadingTokens(counting, `${text} `.repeat(50), 500);
  expect(longest).toBeLessThan(10_000);
  await leadingTokens(counting, "x".repeat(100_000), 500);
  expect(longest).toBe(100_000);
});
