/** The texts that a flag names: files of plain text, folders of them, JSON Lines and Parquet. */
import { createReadStream, readdirSync, statSync } from "node:fs";
import { type FileHandle, open, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { type NamedHash, ResonanceError, messageOf } from "@resonance-rope/contracts";
import { type PerplexityDocument, jsonLinesDocuments, parquetDocuments } from "@resonance-rope/llm-eval";
import { fingerprintFiles } from "@resonance-rope/llm-eval/node";

export interface TextFiles {
  /** Names and a hash of all, which tell these texts from others. */
  source(): Promise<string>;
  /** Each with a hash of its own. */
  files(): Promise<readonly NamedHash[]>;
  documents(): AsyncGenerator<PerplexityDocument>;
}

/** @param column of the text in JSON Lines and Parquet. @param flag that names the places, for refusals. */
export function textFiles(places: readonly string[], column: string, flag = "--text"): TextFiles {
  const paths = places.flatMap((place) => filesAt(place, flag));
  const names = paths.map((path) => basename(path));
  const isPlain = new Set(names).size === names.length;
  const nameOf = (path: string, index: number): string => (isPlain ? names[index] : path) ?? path;
  return {
    source: async () => `${(isPlain ? names : paths).join(", ")} (${await fingerprintFiles(paths)})`,
    async files() {
      const hashes = paths.map(async (path, index) => ({
        name: nameOf(path, index),
        fingerprint: await fingerprintFiles([path]),
      }));
      return Promise.all(hashes);
    },
    async *documents() {
      for (const [index, path] of paths.entries()) yield* documentsOf(path, nameOf(path, index), column, flag);
    },
  };
}

function filesAt(place: string, flag: string): readonly string[] {
  try {
    if (!statSync(place).isDirectory()) return [place];
    const names = readdirSync(place).filter((name) => name.endsWith(".txt"));
    if (names.length > 0) return names.toSorted().map((name) => join(place, name));
  } catch (cause) {
    throw refused(flag, place, "to be there", messageOf(cause));
  }
  throw refused(flag, place, "to hold .txt files", "none");
}

async function* documentsOf(
  path: string,
  name: string,
  column: string,
  flag: string,
): AsyncGenerator<PerplexityDocument> {
  if (path.endsWith(".parquet")) {
    const handle = await open(path);
    try {
      const { size: byteLength } = await handle.stat();
      const slice = (start: number, end: number = byteLength): Promise<ArrayBuffer> => part(handle, start, end);
      yield* parquetDocuments({ byteLength, slice }, { name, column });
    } finally {
      await handle.close();
    }
  } else if (/\.jsonl(ines)?$/u.test(path)) {
    yield* jsonLinesDocuments(createInterface({ input: createReadStream(path), crlfDelay: Infinity }), {
      name,
      column,
    });
  } else {
    try {
      yield { name, text: new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path)) };
    } catch (cause) {
      if (cause instanceof TypeError) throw refused(flag, path, "text in UTF-8", "other bytes");
      throw cause;
    }
  }
}

async function part(handle: FileHandle, start: number, end: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(end - start);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
  return bytes.buffer.slice(0, bytesRead);
}

const refused = (where: string, place: string, expected: string, received: string): ResonanceError =>
  new ResonanceError({ kind: "invalid-file", where, expected: `${place} ${expected}`, received });
