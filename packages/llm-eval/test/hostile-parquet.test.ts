/** Parquet that was made to keep its reader at work, to use up its memory, or to be read as what it is not. */
import { expect, test } from "vitest";
import { boundedSnappy } from "../src/perplexity/parquet/bounded-snappy.js";
import { parquetDocuments } from "../src/perplexity/parquet-documents.js";
import { inMemory, parquetVector, textsOfParquet, textsOfWritten } from "./parquet-vectors.js";
import {
  type WrittenParquet,
  binary,
  deltas,
  endedBy,
  inOnePage,
  leaf,
  list,
  page,
  partAt,
  plain,
  root,
  struct,
  text,
  textAnd,
  whole,
  withIndices,
  writtenParquet,
  zeros,
} from "./written-parquet.js";

/** Of one bit each: a run of so many ones. */
const ones = (count: number): number[] => [...whole(count)[1], 1];
const snappy = { metadata: { 4: whole(1) } };
const ofOptional: WrittenParquet["schema"] = [[...root(1), ...leaf("text", { 3: whole(1) })], 2];
const olderLevels: WrittenParquet = {
  schema: ofOptional,
  pages: page([1, ...plain("a")], { header: { 5: struct({ 1: whole(1), 2: whole(0), 3: whole(4) }) } }),
};

const chain = zeros(3000).flatMap(() => leaf("x", { 5: whole(1) }));
test.each<[string, WrittenParquet]>([
  ["statistics of a number of a million bytes", { metadata: { 12: struct({ 5: binary(zeros(1e6)) }) } }],
  [
    "a million empty parts of the schema",
    { schema: textAnd([...leaf("x", { 5: whole(1e6) }), ...zeros(1e6)], 1e6 + 1) },
  ],
  ["a long chain of parts of the schema", { schema: textAnd(chain, 3000) }],
  ["a million empty texts that nobody asks for", { footer: { 15: list(8, zeros(1e6), 1e6) } }],
  ["a million fields of one struct", { footer: { 15: [12, [...zeros(1e6).map(() => 0x11), 0]] } }],
])("%s are passed over", async (_, written) => {
  expect(await textsOfWritten(written)).toEqual(["one"]);
});

const packedLevels = [3, 0b0111];
const missing: readonly (readonly [string, WrittenParquet])[] = [
  ["the first kind", { pages: page([2, 0, 0, 0, ...packedLevels, ...plain("a", "b", "c")], { values: 4 }) }],
  [
    "the second kind",
    {
      pages: page([...packedLevels, ...plain("a", "b", "c")], {
        kind: 3,
        header: {
          8: struct({ 1: whole(4), 2: whole(1), 3: whole(4), 4: whole(0), 5: whole(packedLevels.length), 6: whole(0) }),
        },
      }),
    },
  ],
];
test.each(missing)(
  "a text that is not there, by packed levels of a page of %s, is refused by its row",
  async (_, pages) => {
    await expect(textsOfWritten({ ...pages, schema: ofOptional, rows: [4] })).rejects.toThrow(
      /^parquetDocuments: expected a text in row 4 of/u,
    );
  },
);

test.each<[what: string, message: string, written: WrittenParquet]>([
  ["a list of more than its bytes", "cut short", { footer: { 15: list(12, [], 2 ** 40) } }],
  ["numbers of eight bytes beyond the end", "cut short", { footer: { 15: list(7, [], 2 ** 40) } }],
  ["lists a thousand deep", "structs without end", { footer: { 15: [9, zeros(1000).map(() => 0x19)] } }],
  ["a number of 60 bits", "more than 53 bits", { footer: { 3: [6, [...zeros(8).map(() => 0x80), 0x10]] } }],
  ["structs a thousand deep", "structs without end", { footer: { 15: [12, zeros(1000).map(() => 0x1c)] } }],
  ["a number without end", "more than 64 bits", { footer: { 3: [6, zeros(1000).map(() => 0x80)] } }],
  ["a length below nothing", "a length of -1", { metadata: { 7: [6, [1]] } }],
  ["a value of another type", "a value of type 8 in the place of 3", { metadata: { 7: text("four") } }],
  ["equal rows without end", "1000000000 rows in", { rows: [1e9] }],
  ["rows without end in many groups", "rows in", { rows: zeros(100).map(() => 1e6) }],
  [
    "the same pages in many groups",
    "pages in two row groups",
    { pages: page(plain("x".repeat(2000))), rows: [1, 1, 1] },
  ],
  ["a group of less than no rows", "a length of -1", { rows: [-1] }],
  ["a group that does not say how many rows", "without its number of rows", { group: { 3: undefined } }],
  ["a column that does not say where it begins", "pages outside the file", { metadata: { 9: undefined } }],
  ["a column that does not say how long it is", "pages outside the file", { metadata: { 7: undefined } }],
  ["rows that no group has", "1 rows in its groups, and 100 in all", { footer: { 3: whole(100) } }],
  ["levels in an older encoding", "levels in encoding 4", olderLevels],
  ["pages outside the file", "pages outside the file", { metadata: { 9: whole(1e6) } }],
  ["a column in another file", "in another file", { chunk: { 1: text("other.parquet") } }],
  ["two columns of one name", "2 columns of one name", { schema: textAnd(leaf("text"), 1) }],
  ["a column that a group has twice", "2 parts of one column", { neighbour: partAt("text") }],
  ["a column that a group lacks", "0 parts of one column", { metadata: { 3: list(8, text("x")[1], 1) } }],
  ["texts that a group stores as numbers", "texts of type 1", { metadata: { 1: whole(1) } }],
  ["zstd", "compression zstd", { metadata: { 4: whole(6) } }],
  ["decimal numbers", 'a column "text" of texts', { schema: [[...root(1), ...leaf("text", { 6: whole(5) })], 2] }],
  [
    "shapes",
    'a column "text" of texts',
    { schema: [[...root(1), ...leaf("text", { 10: struct({ 17: struct({}) }) })], 2] },
  ],
  ["lists of texts", 'a column "text" of texts', { schema: [[...root(1), ...leaf("text", { 3: whole(2) })], 2] }],
  ["no pages", "cut short", { pages: [] }],
  ["a page longer than its chunk", "cut short", { metadata: { 7: whole(10) } }],
  ["a page header without its lengths", "without its lengths", { pages: struct({ 1: whole(0), 3: whole(0) })[1] }],
  ["a page of more values than rows", "2 values for 1 rows", { pages: page(plain("a", "b"), { values: 2 }) }],
  ["a page of fewer lengths than it says", "fewer texts than it says", inOnePage([...deltas([1]), 65], 2, 6)],
  ["a text longer than its page", "got cut short; write", inOnePage([9, 0, 0, 0, 65], 1)],
  ["a text of 2^24 bytes that are not there", "got cut short; write", inOnePage([0, 0, 0, 1], 1)],
  ["a second text that is not there", "cut short, after row 1", inOnePage([...plain("a"), 9], 2)],
  ["bytes that are no text", "utf-8", inOnePage([1, 0, 0, 0, 0xff], 1)],
  ["a dictionary of more texts than bytes", "9 texts in 5 bytes", { pages: page(plain("a"), { kind: 2, values: 9 }) }],
  ["a dictionary in DELTA_LENGTH", "in encoding 6", { pages: page(deltas([1]), { kind: 2, encoding: 6 }) }],
  ["two dictionaries", "a second dictionary", { pages: [1, 2].flatMap(() => page(plain("a"), { kind: 2 })) }],
  ["indices without a dictionary", "without a dictionary", inOnePage([1, ...ones(1)], 1, 8)],
  ["an index beyond its dictionary", "beyond a dictionary of 1", withIndices([1, ...ones(1)], 1)],
  ["indices of many bits", "numbers of 33 bits", withIndices([33, 2, 0, 0, 0, 0, 0], 1)],
  ["packed indices cut short", "cut short", withIndices([8, 3, 0], 2)],
  ["an unknown encoding", "encoding 5", inOnePage([0], 1, 5)],
  ["lengths in blocks of none", "blocks of 0", inOnePage([0, 4, 1, 0], 1, 6)],
  ["lengths in no parts", "in 0 parts", inOnePage([0x80, 1, 0, 1, 0], 1, 6)],
  ["lengths in parts of no whole bytes", "blocks of 4", inOnePage([4, 4, 1, 0], 1, 6)],
  [
    "differences of more bits than a length has",
    "differences of 64 bits",
    inOnePage([0x80, 1, 4, 2, 2, 0, 64, 0, 0, 0, ...zeros(256)], 2, 6),
  ],
  ["more lengths than texts", "9 differences", inOnePage(deltas(zeros(9)), 1, 6)],
  ["a text shorter than nothing", "a length of -1", inOnePage(deltas([-1]), 1, 6)],
  ["a beginning before its text", "-1 bytes of a text of 0", inOnePage([...deltas([-1]), ...deltas([0])], 1, 7)],
  ["a beginning of no text", "2 bytes of a text of 0", inOnePage([...deltas([2]), ...deltas([0])], 1, 7)],
  [
    "a page in snappy that grows too much",
    "9999 bytes in 5",
    { ...snappy, pages: page([1, 0, 65, 0, 0], { size: 9999 }) },
  ],
  ["a page in snappy of another length", "another length", { ...snappy, pages: page([1, 0, 65, 0, 0], { size: 9 }) }],
  [
    "a literal of negative length",
    "eof marker",
    { ...snappy, pages: page([9, 0xfc, 255, 255, 255, 128], { size: 9 }) },
  ],
])("%s: refused", async (_, message, written) => {
  await expect(textsOfWritten(written)).rejects.toThrow(message);
});

test("a page in snappy may be of 256 MB where it grows much, and of more where it hardly grows", () => {
  const uncompress = boundedSnappy();
  const length = 2 ** 28 + 1;
  expect(() => uncompress(new Uint8Array(2 ** 24), length)).toThrow(`a page of ${length} bytes in`);
  expect(() => uncompress(new Uint8Array(2 ** 27), length)).toThrow("of another length than its header says");
});

test("texts that begin as those before them are read, until they are of more bytes than are believed", async () => {
  const [long, count] = [200_000, 4000];
  const texts = (different: number): WrittenParquet => {
    const beginnings = deltas(zeros(count).map((_, index) => (index === 0 ? 0 : long)));
    const lengths = deltas(zeros(count).map((_, index) => (index === 0 ? long : Number(index <= different))));
    return inOnePage([...beginnings, ...lengths, ...zeros(long + different).map(() => 65)], count, 7);
  };
  expect(await countOf(texts(1))).toBe(count);
  await expect(countOf(texts(count - 1))).rejects.toThrow("of more bytes than are believed");
});

/** Keeps none. */
async function countOf(written: WrittenParquet): Promise<number> {
  const file = inMemory(writtenParquet(written));
  let count = 0;
  for await (const document of parquetDocuments(file, { name: "x", column: "text" })) count += document.text ? 1 : 0;
  return count;
}

test.each([0, 7, 8, 11])("a file of %i bytes is refused", async (length) => {
  const bytes = parquetVector("documents").subarray(0, length);
  await expect(textsOfParquet(bytes, "text")).rejects.toThrow("no PAR1");
});

test("a footer longer than its file is refused", async () => {
  const bytes = endedBy([], [0]);
  new DataView(bytes.buffer).setUint32(bytes.length - 8, 6, true);
  await expect(textsOfParquet(bytes, "text")).rejects.toThrow("a footer of 6 bytes in 13");
});
