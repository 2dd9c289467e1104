/** The texts of one page, in each encoding that Parquet has for them. */
import { ByteReader } from "./byte-reader.js";
import { decodeText } from "./decode-text.js";
import type { Dictionary } from "./dictionary.js";
import { HybridReader } from "./hybrid-reader.js";
import { PlainReader } from "./plain-reader.js";
import { readDeltas } from "./read-deltas.js";

export interface PageOfTexts {
  readonly body: Uint8Array;
  /** No more texts than so many. */
  readonly values: number;
  readonly dictionary: Dictionary | null;
  readonly repeated: RepeatedBytes;
}

/** That texts begin with as those before them do: a few bytes of a page can make any number, so a file has so many. */
export interface RepeatedBytes {
  left: number;
}

/** Gives the next text of the page, and throws where there is none. */
export type NextText = () => string;

/** By Parquet's numbers: PLAIN_DICTIONARY and RLE_DICTIONARY are one. */
const encodings: Readonly<Record<number, (page: PageOfTexts) => NextText>> = {
  0: plainTexts,
  2: indexedTexts,
  6: textsBehindLengths,
  7: textsWithBeginnings,
  8: indexedTexts,
};

export function textsInEncoding(encoding: number, page: PageOfTexts): NextText {
  const open = encodings[encoding];
  if (open === undefined) throw new Error(`texts in encoding ${encoding}`);
  return open(page);
}

function plainTexts({ body }: PageOfTexts): NextText {
  const reader = new PlainReader(body);
  return () => reader.next();
}

function indexedTexts({ body, dictionary }: PageOfTexts): NextText {
  if (dictionary === null) throw new Error("indices without a dictionary");
  const reader = new ByteReader(body);
  const width = reader.byte();
  const indices = new HybridReader(reader.rest(), width);
  return () => dictionary.text(indices.next());
}

/** DELTA_LENGTH_BYTE_ARRAY. */
function textsBehindLengths({ body, values }: PageOfTexts): NextText {
  const reader = new ByteReader(body);
  const lengths = readDeltas(reader, values).values();
  return () => decodeText(reader.take(nextOf(lengths)));
}

/** DELTA_BYTE_ARRAY: how many bytes of the text before it each begins with, and the rest of it. */
function textsWithBeginnings({ body, values, repeated }: PageOfTexts): NextText {
  const reader = new ByteReader(body);
  const beginnings = readDeltas(reader, values).values();
  const lengths = readDeltas(reader, values).values();
  let before: Uint8Array = new Uint8Array();
  let text = "";
  return () => {
    const beginning = nextOf(beginnings);
    const rest = reader.take(nextOf(lengths));
    if (beginning < 0 || beginning > before.length) throw new Error(`${beginning} bytes of a text of ${before.length}`);
    // Equal texts are made once.
    if (beginning === before.length && rest.length === 0) return text;
    repeated.left -= beginning;
    if (repeated.left < 0) throw new Error("texts that begin as those before them, of more bytes than are believed");
    const bytes = new Uint8Array(beginning + rest.length);
    bytes.set(before.subarray(0, beginning));
    bytes.set(rest, beginning);
    before = bytes;
    text = decodeText(bytes);
    return text;
  };
}

function nextOf(numbers: Iterator<number>): number {
  const { value, done } = numbers.next();
  if (done === true) throw new Error("a page of fewer texts than it says");
  return value;
}
