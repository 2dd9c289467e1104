/** Parquet that was made to keep its reader at work or to use up its memory: hyparquet, alone, would do it the favour. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parquetDocuments } from "../src/perplexity/parquet-documents.js";

/**
 * pq.write_table(pa.table({"text": ["Once.", "", "Zwölf", "x" * 40]}, …not nullable), …, compression="none",
 * use_dictionary=False, column_encoding={"text": "DELTA_LENGTH_BYTE_ARRAY"}, write_statistics=False,
 * store_schema=False), pyarrow 26.0.1
 */
const lengthsBeforeTexts = new Uint8Array(
  readFileSync(new URL("vectors/lengths-before-texts.parquet", import.meta.url)),
);

async function read(bytes: Uint8Array): Promise<string[]> {
  const slice = (start: number, end?: number) => bytes.slice(start, end).buffer;
  const texts = [];
  for await (const { text } of parquetDocuments({ byteLength: bytes.length, slice }, { name: "tales", column: "text" }))
    texts.push(text);
  return texts;
}

test("texts behind all their lengths are read", async () => {
  expect(await read(lengthsBeforeTexts)).toEqual(["Once.", "", "Zwölf", "x".repeat(40)]);
});

test.each([
  // The blocks of lengths begin at 25: 128 of them in a block, in four parts.
  { what: "blocks of no lengths", at: 25, was: [0x80, 0x01, 4], is: [0x80, 0x00, 4], message: "in blocks of 0" },
  { what: "blocks in parts of none", at: 27, was: [4], is: [0x7f], message: "in blocks of 128 with 127 parts" },
  { what: "blocks in no parts", at: 27, was: [4], is: [0], message: "in blocks of 128 with 0 parts" },
  {
    what: "blocks of less than none",
    at: 25,
    was: [0x80, 0x01],
    is: [0x80, 0xff, 0xff, 0xff, 0x0f],
    message: "blocks",
  },
  { what: "texts made of others' beginnings", at: 16, was: [0x0c], is: [0x0e], message: "texts in encoding 7" },
  {
    what: "more rows than there are bytes",
    at: 201,
    was: [0x08],
    is: [0x80, 0x89, 0x7a],
    message: "no more rows than",
  },
  // The schema says UTF8 there; as a DECIMAL each text would be one number.
  { what: "numbers of any length", at: 138, was: [0x00], is: [0x0a], message: 'a column "text" of texts' },
])("$what are refused", async ({ at, was, is, message }) => {
  expect(Array.from(lengthsBeforeTexts.subarray(at, at + was.length))).toEqual(was);
  const before = lengthsBeforeTexts.subarray(0, at);
  const after = lengthsBeforeTexts.subarray(at + was.length, -8);
  const footer = 110;
  const length = before.length + is.length + after.length - footer;
  await expect(read(endedBy([...before, ...is, ...after], at < footer ? 138 : length))).rejects.toThrow(message);
});

/** Types of fields, and of what is in lists. */
const [list, struct, bytes, long] = [9, 12, 8, 6];
/** The only field of a struct, the second of a footer's being its schema and the fourth its row groups. */
const field = (number: number, type: number): number => 16 * number + type;
/** A list of fewer than fifteen. */
const listOf = (count: number, type: number): number => 16 * count + type;

test.each([
  {
    what: "lists in lists, each of 33 million",
    footer: [field(2, list), ...Array.from({ length: 12 }, () => [0xf9, 0xff, 0xff, 0xff, 0x0f]).flat()],
    message: "cut short",
  },
  {
    what: "a list of two million empty structs",
    footer: [field(2, list), 0xfc, 0x80, 0x89, 0x7a, ...new Uint8Array(2_000_001)],
    message: "structs without end",
  },
  {
    what: "structs ten thousand deep",
    footer: Array.from({ length: 10_000 }, () => field(2, struct)),
    message: "structs without end",
  },
  {
    what: "a number of a hundred thousand bytes",
    footer: [field(3, long), ...new Uint8Array(100_000).fill(0x80), 1, 0],
    message: "a number beyond 32 bits",
  },
  {
    // hyparquet makes a number of a DECIMAL's, in a time that grows with the square of its bytes.
    what: "statistics of a million bytes",
    footer: [
      field(4, list),
      listOf(1, struct),
      field(1, list),
      listOf(1, struct),
      field(3, struct),
      field(12, struct),
      field(5, bytes),
      0xc0,
      0x84,
      0x3d,
      ...new Uint8Array(1_000_007),
    ],
    message: "a name or a bound of 1000000 bytes",
  },
])("a footer with $what is refused", async ({ footer, message }) => {
  await expect(read(endedBy(footer, footer.length))).rejects.toThrow(message);
});

test.each([0, 7, 8, 11])("a file of %i bytes is refused", async (length) => {
  await expect(read(lengthsBeforeTexts.subarray(-length || Infinity))).rejects.toThrow("a Parquet file");
});

/** What a file ends with: its footer's length, and PAR1. */
function endedBy(rest: readonly number[], footerLength: number): Uint8Array {
  const file = Uint8Array.from([...rest, 0, 0, 0, 0, ...new TextEncoder().encode("PAR1")]);
  new DataView(file.buffer).setUint32(rest.length, footerLength, true);
  return file;
}
