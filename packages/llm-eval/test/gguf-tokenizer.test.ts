/** Tokenizers of GGUF vocabularies, beside transformers' of the tokenizer.json that the vocabularies are taken from. */
import { readFileSync } from "node:fs";
import type { GgufVocabulary } from "@resonance-rope/contracts";
import { describe, expect, test } from "vitest";
import { ggufTokenizer } from "../src/index.js";

interface Expected {
  readonly startToken: number | null;
  readonly cases: readonly { readonly text: string; readonly tokens: readonly number[]; readonly decoded: string }[];
}

interface TokenizerJson {
  readonly model: { readonly vocab: Readonly<Record<string, number>>; readonly merges: readonly [string, string][] };
  readonly added_tokens: readonly { readonly id: number; readonly content: string }[];
}

const read = (kind: string, file: string): unknown =>
  JSON.parse(readFileSync(new URL(`vectors/tokenizers/${kind}/${file}`, import.meta.url), "utf8"));

/** As a converter to GGUF keeps it. */
function vocabularyOf(kind: string, own: Partial<GgufVocabulary>): GgufVocabulary {
  const { model, added_tokens } = read(kind, "tokenizer.json") as TokenizerJson;
  const tokens = Object.keys(model.vocab).toSorted((a, b) => (model.vocab[a] ?? 0) - (model.vocab[b] ?? 0));
  const special = new Set(added_tokens.map(({ id }) => id));
  return {
    model: "gpt2",
    preTokenizer: "gpt-2",
    tokens,
    types: tokens.map((_, id) => (special.has(id) ? 3 : 1)),
    scores: null,
    merges: model.merges.map((pair) => pair.join(" ")),
    startToken: 0,
    endToken: null,
    unknownToken: null,
    addsStart: null,
    addsSpace: null,
    chatTemplate: null,
    ...own,
  };
}

describe("tokens, texts and start token are those of transformers", () => {
  test.each([
    ["byte-level", { addsStart: true }],
    ["split", { preTokenizer: "llama-bpe", addsStart: false }],
    ["sentencepiece", { model: "llama", preTokenizer: null, merges: null, startToken: 1, unknownToken: 0 }],
  ] as const)("%s", async (kind, own) => {
    const expected = read(kind, "expected.json") as Expected;
    const tokenizer = await ggufTokenizer("a.gguf", vocabularyOf(kind, own), "");
    expect(tokenizer.startToken).toBe(expected.startToken);
    for (const { text, tokens, decoded } of expected.cases) {
      if (kind === "split" && text !== text.normalize("NFC")) continue;
      expect(await tokenizer.tokenize(text)).toEqual(tokens);
      expect(await tokenizer.detokenize(tokens)).toBe(decoded);
    }
  });
});

test("smollm takes each digit for itself, qwen2 too and it composes characters, llama-bpe takes three", async () => {
  const merged = { merges: ["1 2", "12 3"], tokens: ["1", "2", "3", "12", "123", "Ã", "©", "Ã©", "e", "Ì", "ģ"] };
  const own = { ...merged, types: null, addsStart: false, startToken: null };
  const tokensOf = async (preTokenizer: string, text: string): Promise<readonly number[]> =>
    (await ggufTokenizer("a.gguf", vocabularyOf("split", { ...own, preTokenizer }), "")).tokenize(text);
  expect(await tokensOf("gpt-2", "123")).toEqual([4]);
  expect(await tokensOf("llama-bpe", "123")).toEqual([4]);
  expect(await tokensOf("smollm", "123")).toEqual([0, 1, 2]);
  expect(await tokensOf("qwen2", "123")).toEqual([0, 1, 2]);
  expect(await tokensOf("qwen2", "e\u0301")).toEqual([5, 6]);
});

test.each([
  { model: "bert", preTokenizer: null },
  { model: "gpt2", preTokenizer: "tekken" },
  { model: "gpt2", preTokenizer: null },
])("$model split as $preTokenizer is refused by name", (own) => {
  expect(() => ggufTokenizer("a.gguf", vocabularyOf("split", own), "")).toThrow(
    `got ${own.model}, split as ${own.preTokenizer ?? "nobody says"}`,
  );
});
