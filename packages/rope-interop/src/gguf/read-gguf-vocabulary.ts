/** The vocabulary of a GGUF. Its header passes over long lists; they are read here, from the places that it noted. */
import { type GgufVocabulary, ResonanceError } from "@resonance-rope/contracts";
import type { GgufEntry } from "./gguf-header.js";
import { metadataOf } from "./metadata-of.js";
import { numberTypes } from "./number-types.js";
import type { GgufModel } from "./read-gguf-model.js";

const where = "readGgufVocabulary";
/** The type of a list and of its elements, and their count. */
const listHead = 4 + 4 + 8;

/** @throws ResonanceError of kind `invalid-file` where the file has no vocabulary, or one that does not fit itself. */
export async function readGgufVocabulary({
  parts: [first],
  header,
}: Pick<GgufModel, "parts" | "header">): Promise<GgufVocabulary> {
  const metadata = metadataOf(header, where);
  const broken = (expected: string, received: string): ResonanceError =>
    new ResonanceError({ kind: "invalid-file", where, expected, received: `${received} in ${header.name}` });
  const model = metadata.text("tokenizer.ggml.model");
  const tokens = texts("tokens", await listAt("tokens"));
  if (model === null || tokens === null || tokens.length === 0) throw broken("a vocabulary", "none");
  const perToken = async (name: string): Promise<number[] | null> => {
    const found = numbers(name, await listAt(name));
    if (found === null || found.length === tokens.length) return found;
    throw broken(`tokenizer.ggml.${name} for each of ${tokens.length} tokens`, String(found.length));
  };
  const tokenId = (name: string): number | null => {
    const id = metadata.whole(`tokenizer.ggml.${name}_token_id`);
    if (id === null || id < tokens.length) return id;
    throw broken(`tokenizer.ggml.${name}_token_id below ${tokens.length}`, String(id));
  };
  return {
    model,
    preTokenizer: metadata.text("tokenizer.ggml.pre"),
    tokens,
    types: await perToken("token_type"),
    scores: await perToken("scores"),
    merges: texts("merges", await listAt("merges")),
    startToken: tokenId("bos"),
    endToken: tokenId("eos"),
    unknownToken: tokenId("unknown"),
    addsStart: flag("add_bos_token"),
    addsSpace: flag("add_space_prefix"),
    chatTemplate: metadata.text("tokenizer.chat_template"),
  };

  function flag(name: string): boolean | null {
    const entry = header.entries.get(`tokenizer.ggml.${name}`);
    if (entry === undefined) return null;
    if (typeof entry.value === "boolean") return entry.value;
    throw broken(`tokenizer.ggml.${name} to be a bool`, `a value of type ${entry.type}`);
  }

  /** Null where there is none. The header's reader has held its lengths to the file's. */
  async function listAt(name: string): Promise<List | null> {
    const entry = header.entries.get(`tokenizer.ggml.${name}`);
    if (entry === undefined || first === undefined) return null;
    if (entry.type !== "array") throw broken(`tokenizer.ggml.${name} to be a list`, `a value of type ${entry.type}`);
    const { buffer, byteOffset, byteLength } = await first.source.read(entry.keyEnd + listHead, entry.end);
    return { entry, view: new DataView(buffer, byteOffset, byteLength) };
  }

  function texts(name: string, list: List | null): string[] | null {
    if (list === null) return null;
    const { view, entry } = list;
    const { elementType, length } = entry.value;
    if (elementType !== "string") throw broken(`tokenizer.ggml.${name} of texts`, `a list of ${elementType}`);
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    let at = 0;
    return Array.from({ length }, () => {
      const begin = at + 8;
      at = begin + Number(view.getBigUint64(at, true));
      try {
        return decoder.decode(new Uint8Array(view.buffer, view.byteOffset + begin, at - begin));
      } catch {
        throw broken(`tokenizer.ggml.${name} in UTF-8`, "other bytes");
      }
    });
  }

  function numbers(name: string, list: List | null): number[] | null {
    if (list === null) return null;
    const { view, entry } = list;
    const { elementType, length } = entry.value;
    if (elementType === "string" || elementType === "array" || elementType === "bool")
      throw broken(`tokenizer.ggml.${name} of numbers`, `a list of ${elementType}`);
    const { bytes, read } = numberTypes[elementType];
    return Array.from({ length }, (_, index) => Number(read(view, index * bytes)));
  }
}

interface List {
  readonly entry: Extract<GgufEntry, { type: "array" }>;
  /** Of its elements. */
  readonly view: DataView;
}
