/**
 * The tokenizer of a GGUF's vocabulary, by the library that runs a tokenizer.json: the vocabulary is put into that
 * form as transformers has it. llama.cpp names the ways of splitting a text and keeps them in its code; here are the
 * ones of LLaMA's, SmolLM's and Qwen2's families.
 */
import { type GgufVocabulary, ResonanceError } from "@resonance-rope/contracts";
import { huggingFaceTokenizer } from "./hugging-face-tokenizer.js";
import { sentencepieceMerges } from "./sentencepiece-merges.js";
import type { ModelTokenizer } from "./server-tokenizer.js";

/** What stands between a text and its merges, in tokenizer.json's terms. */
interface Splitting {
  readonly normalizer: object | null;
  readonly preTokenizer: object | null;
  /** Whether a word that is a token as it stands is not merged to it. */
  readonly ignoresMerges?: boolean;
  readonly addsStart: boolean;
}

const byteLevel = (splits: boolean): object => ({
  type: "ByteLevel",
  add_prefix_space: false,
  trim_offsets: true,
  use_regex: splits,
});

/** @param digits how many of a number stay together. */
const byPattern = (digits: string): object => {
  const pattern =
    `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}${digits}` +
    `| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+`;
  const split = { type: "Split", pattern: { Regex: pattern }, behavior: "Isolated", invert: false };
  return { type: "Sequence", pretokenizers: [split, byteLevel(false)] };
};

const llama3: Splitting = {
  normalizer: null,
  preTokenizer: byPattern("{1,3}"),
  ignoresMerges: true,
  addsStart: true,
};

/** By `tokenizer.ggml.pre`. */
const splittings: Readonly<Record<string, Splitting>> = {
  "gpt-2": { normalizer: null, preTokenizer: byteLevel(true), addsStart: false },
  smollm: {
    normalizer: null,
    preTokenizer: {
      type: "Sequence",
      pretokenizers: [{ type: "Digits", individual_digits: true }, byteLevel(true)],
    },
    addsStart: false,
  },
  "llama-bpe": llama3,
  "llama-v3": llama3,
  llama3,
  qwen2: { normalizer: { type: "NFC" }, preTokenizer: byPattern(""), addsStart: false },
};

const byteLevelDecoder = { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true };
const sentencepieceDecoder = (addsSpace: boolean): object => ({
  type: "Sequence",
  decoders: [
    { type: "Replace", pattern: { String: "▁" }, content: " " },
    { type: "ByteFallback" },
    { type: "Fuse" },
    ...(addsSpace ? [{ type: "Strip", content: " ", start: 1, stop: 0 }] : []),
  ],
});

/** Of GgufVocabulary's `types`. */
const [control, userDefined] = [3, 4];

/** @param place the file, named in refusals. @param fingerprint of the file. */
export function ggufTokenizer(place: string, vocabulary: GgufVocabulary, fingerprint: string): Promise<ModelTokenizer> {
  const { tokens, types, startToken, endToken, chatTemplate } = vocabulary;
  const isSentencepiece = vocabulary.model === "llama";
  const splitting = isSentencepiece ? sentencepieceSplitting(vocabulary) : splittingOf(place, vocabulary);
  const start = (vocabulary.addsStart ?? splitting.addsStart) ? textOf(startToken) : undefined;
  const tokenizer = {
    version: "1.0",
    added_tokens: tokens.flatMap((content, id) => {
      const type = types?.[id];
      if (type !== control && type !== userDefined) return [];
      const special = type === control;
      return [{ id, content, special, single_word: false, lstrip: false, rstrip: false, normalized: false }];
    }),
    normalizer: splitting.normalizer,
    pre_tokenizer: splitting.preTokenizer,
    post_processor: start === undefined ? null : startProcessor(start, startToken),
    decoder: isSentencepiece ? sentencepieceDecoder(vocabulary.addsSpace ?? true) : byteLevelDecoder,
    model: {
      type: "BPE",
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: vocabulary.merges ?? sentencepieceMerges(tokens, vocabulary.scores),
      unk_token: isSentencepiece ? (textOf(vocabulary.unknownToken) ?? "<unk>") : null,
      fuse_unk: isSentencepiece,
      byte_fallback: isSentencepiece,
      ignore_merges: splitting.ignoresMerges ?? false,
    },
  };
  const config = { bos_token: textOf(startToken), eos_token: textOf(endToken) };
  return huggingFaceTokenizer(place, { tokenizer, config, chatTemplate, fingerprint });

  function textOf(id: number | null): string | undefined {
    return id === null ? undefined : tokens[id];
  }
}

function splittingOf(place: string, { model, preTokenizer }: GgufVocabulary): Splitting {
  const splitting = model === "gpt2" && preTokenizer !== null ? splittings[preTokenizer] : undefined;
  if (splitting !== undefined) return splitting;
  const names = Object.keys(splittings).join(", ");
  throw new ResonanceError({
    kind: "invalid-file",
    where: "ggufTokenizer",
    expected: `a tokenizer in ${place} of the kind llama, or gpt2 split as one of ${names}`,
    received: `${model}, split as ${preTokenizer ?? "nobody says"}`,
    remedy: "give the model's folder, with its tokenizer.json",
  });
}

/** The space in front, and spaces as a character of their own. */
function sentencepieceSplitting({ addsSpace }: GgufVocabulary): Splitting {
  const spaces = { type: "Replace", pattern: { String: " " }, content: "▁" };
  const first = (addsSpace ?? true) ? [{ type: "Prepend", prepend: "▁" }] : [];
  return { normalizer: { type: "Sequence", normalizers: [...first, spaces] }, preTokenizer: null, addsStart: true };
}

function startProcessor(start: string, id: number | null): object {
  const first = { SpecialToken: { id: start, type_id: 0 } };
  const text = (name: string, type: number): object => ({ Sequence: { id: name, type_id: type } });
  return {
    type: "TemplateProcessing",
    single: [first, text("A", 0)],
    pair: [first, text("A", 0), text("B", 1)],
    special_tokens: { [start]: { id: start, ids: [id], tokens: [start] } },
  };
}
