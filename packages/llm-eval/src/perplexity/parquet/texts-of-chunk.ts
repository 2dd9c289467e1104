/** The texts of a column's pages in one row group, in turn. */
import { ByteReader } from "./byte-reader.js";
import { Dictionary } from "./dictionary.js";
import { HybridReader } from "./hybrid-reader.js";
import { type PageHeader, readPageHeader } from "./page-header.js";
import { type RepeatedBytes, textsInEncoding } from "./texts-in-encoding.js";
import { ThriftReader } from "./thrift-reader.js";

export interface ChunkOptions {
  readonly rows: number;
  readonly optional: boolean;
  /** Null for pages that are not compressed. */
  readonly uncompress: ((page: Uint8Array, length: number) => Uint8Array) | null;
  /** Of the whole file. */
  readonly repeated: RepeatedBytes;
}

/** Null where a row has none. @param chunk the pages, each behind its header. */
export function* textsOfChunk(chunk: Uint8Array, options: ChunkOptions): Generator<string | null> {
  const reader = new ThriftReader(chunk);
  let dictionary: Dictionary | null = null;
  for (let left = options.rows; left > 0;) {
    const header = readPageHeader(reader);
    const page = reader.take(header.compressedSize);
    if (header.kind === "dictionary") {
      if (dictionary !== null) throw new Error("a second dictionary");
      // PLAIN, and the older name of the same.
      if (header.encoding !== 0 && header.encoding !== 2)
        throw new Error(`a dictionary in encoding ${header.encoding}`);
      dictionary = new Dictionary(uncompressed(page, header, options), header.values);
    } else if (header.kind !== "other" && header.values > 0) {
      if (header.values > left) throw new Error(`a page of ${header.values} values for ${left} rows`);
      left -= header.values;
      yield* textsOfPage(page, header, { ...options, dictionary });
    }
  }
}

interface PageOptions extends ChunkOptions {
  readonly dictionary: Dictionary | null;
}

function* textsOfPage(page: Uint8Array, header: PageHeader, options: PageOptions): Generator<string | null> {
  const { levels, body } =
    header.kind === "data" ? partsOfPage(page, header, options) : partsOfPageV2(page, header, options);
  const next = textsInEncoding(header.encoding, { ...options, body, values: header.values });
  for (let index = 0; index < header.values; index++) yield levels?.next() === 0 ? null : next();
}

interface PageParts {
  /** For each value, whether it is there; null where all are. */
  readonly levels: HybridReader | null;
  readonly body: Uint8Array;
}

/** All of it is compressed, and the levels are behind their length. */
function partsOfPage(page: Uint8Array, header: PageHeader, options: PageOptions): PageParts {
  const bytes = uncompressed(page, header, options);
  if (!options.optional) return { levels: null, body: bytes };
  // RLE; what writers of ten years ago used has no length before it.
  if (header.levelEncoding !== 3) throw new Error(`levels in encoding ${header.levelEncoding}`);
  const reader = new ByteReader(bytes);
  const levels = reader.take(reader.uint32());
  return { levels: new HybridReader(levels, 1), body: reader.rest() };
}

/** The levels are not compressed, and the values may not be. */
function partsOfPageV2(page: Uint8Array, header: PageHeader, options: PageOptions): PageParts {
  const reader = new ByteReader(page);
  reader.take(header.repetitionsSize);
  const levels = reader.take(header.definitionsSize);
  const size = header.size - reader.at;
  const body = reader.rest();
  const isPlain = !header.isCompressed || size === 0;
  return {
    levels: options.optional ? new HybridReader(levels, 1) : null,
    body: isPlain ? body : uncompressed(body, { size }, options),
  };
}

function uncompressed(page: Uint8Array, { size }: Pick<PageHeader, "size">, { uncompress }: ChunkOptions): Uint8Array {
  return uncompress === null ? page : uncompress(page, size);
}
