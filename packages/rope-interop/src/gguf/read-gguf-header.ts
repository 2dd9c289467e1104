/**
 * The header of a GGUF file (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md), and the project's only
 * reader of one: metadata and tensors, every claim checked against the file's length and against what llama.cpp
 * asks of a file. Whoever slices by a returned range stays inside the file.
 *
 * Long lists (vocabularies) are stepped over, so a header costs memory for what is asked of it alone.
 */
import type { ByteSource } from "../byte-source.js";
import { ChunkedReader } from "./chunked-reader.js";
import { type GgufEntry, type GgufHeader, alignUp } from "./gguf-header.js";
import { readGgufEntry } from "./read-gguf-entry.js";
import { readGgufTensors } from "./read-gguf-tensors.js";
import { splitOf } from "./split-of.js";

const magic = 0x46554747; // "GGUF", little-endian.
const defaultAlignment = 32;
/** In bytes: a page of any machine, and more. */
const largestAlignment = 2 ** 20;
const mostEntries = 2 ** 16;
const longestKey = 2 ** 16 - 1;
/** Lengths of the key and of the smallest value. */
const shortestEntry = 8 + 4 + 1;

/** Reads at most the header and 256 kB of the source. Versions 2 and 3, little-endian. */
export async function readGgufHeader(source: ByteSource): Promise<GgufHeader> {
  const reader = new ChunkedReader(source, "readGgufHeader");
  const version = await readVersion(reader);
  const tensorCount = await reader.size("the count of tensors");
  const entryCount = await reader.size("the count of keys");
  reader.requireRoom(entryCount * shortestEntry, `${entryCount} keys`);
  if (entryCount > mostEntries) throw reader.broken(`at most ${mostEntries} keys`, `${entryCount}`);

  const entries = new Map<string, GgufEntry>();
  for (let index = 0; index < entryCount; index++) {
    const begin = reader.at;
    const key = await reader.identifier(longestKey, "a key");
    if (entries.has(key)) throw reader.broken("each key once", `${JSON.stringify(key.slice(0, 80))} twice`);
    entries.set(key, await readGgufEntry(reader, begin, key));
  }
  const alignment = alignmentOf(reader, entries.get("general.alignment"));
  const tensorRecordsBegin = reader.at;
  const records = await readGgufTensors(reader, tensorCount, alignment);
  const headerEnd = reader.at;
  const dataBegin = alignUp(headerEnd, alignment);
  const tensors = new Map(
    records.map(({ name, offset, byteLength, ...rest }) => {
      const begin = dataBegin + offset;
      return [name, { ...rest, begin, end: begin + byteLength }];
    }),
  );
  const dataEnd = [...tensors.values()].at(-1)?.end ?? headerEnd;
  if (dataEnd > source.length)
    throw reader.broken(`a file of ${dataEnd} bytes or more, as its tensors say`, `${source.length}`);

  const { name, length: fileLength } = source;
  const split = splitOf(entries, (expected, received) => reader.broken(expected, received));
  return {
    name,
    version,
    fileLength,
    alignment,
    entries,
    tensors,
    split,
    tensorRecordsBegin,
    headerEnd,
    dataBegin,
    dataEnd,
  };
}

async function readVersion(reader: ChunkedReader): Promise<2 | 3> {
  const head = await reader.take(8, "the first 8 bytes of a GGUF");
  if (head.getUint32(0, true) !== magic) throw reader.broken('a file that opens with "GGUF"', "another kind of file");
  const version = head.getUint32(4, true);
  if (version === 2 || version === 3) return version;
  // A big-endian writer puts the 3 into the last byte.
  if (version !== 0 && (version & 0xffff) === 0)
    throw reader.broken("a little-endian GGUF", "a big-endian one, which only big-endian machines run");
  throw reader.broken(
    "a GGUF of version 2 or 3",
    `version ${version}${version === 1 ? ", which llama.cpp no longer loads" : ""}`,
  );
}

function alignmentOf(reader: ChunkedReader, entry: GgufEntry | undefined): number {
  if (entry === undefined) return defaultAlignment;
  const { type, value } = entry;
  if (
    type !== "uint32" ||
    typeof value !== "number" ||
    value === 0 ||
    value > largestAlignment ||
    (value & (value - 1)) !== 0
  )
    throw reader.broken(
      "general.alignment to be a power of two up to 2^20, a uint32",
      `${type} ${type === "array" ? "" : value}`,
    );
  return value;
}
