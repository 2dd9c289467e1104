/** Texts as one long row of tokens, each ended by the tokenizer's own end token: what sequences are cut from. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { ModelTokenizer, PerplexityDocument } from "@resonance-rope/llm-eval";

export interface PackedTokens {
  readonly tokens: Int32Array;
  readonly documents: number;
}

export interface PackTokensOptions {
  readonly tokenizer: Pick<ModelTokenizer, "tokenize" | "startToken" | "endToken">;
  /** V, rows of the model's embedding. */
  readonly vocabularySize: number;
  /** The flag that named the texts, for refusals. */
  readonly where: string;
  readonly signal?: AbortSignal;
}

/** @throws ResonanceError for no text at all, lone surrogates, and tokens that the model does not have. */
export async function packTokens(
  texts: AsyncIterable<PerplexityDocument>,
  { tokenizer, vocabularySize, where, signal }: PackTokensOptions,
): Promise<PackedTokens> {
  const { startToken, endToken } = tokenizer;
  const parts: Int32Array[] = [];
  let documents = 0;
  for await (const { name, text } of texts) {
    signal?.throwIfAborted();
    if (text === "") continue;
    // With the flag `u` a surrogate is one that has no partner.
    if (/\p{Surrogate}/u.test(text))
      throw refused(where, `${name} to be text`, "half of a surrogate pair in it", "write the file again as UTF-8");
    const found = await tokenizer.tokenize(text);
    const ends = [startToken, endToken].map((token) => (token === null ? [] : [token])) as [number[], number[]];
    const tokens = Int32Array.from([...ends[0], ...found, ...ends[1]]);
    const foreign = tokens.find((token) => token < 0 || token >= vocabularySize);
    if (foreign !== undefined)
      throw refused(
        "the model's tokenizer",
        `tokens below ${vocabularySize}, the rows of the model's embedding`,
        `${foreign} in ${name}`,
        "put the tokenizer that belongs to the model into its folder",
      );
    parts.push(tokens);
    documents += 1;
  }
  if (documents === 0) throw refused(where, "text", "none", "give files that are not empty");
  const tokens = new Int32Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    tokens.set(part, at);
    at += part.length;
  }
  return { tokens, documents };
}

const refused = (where: string, expected: string, received: string, remedy: string): ResonanceError =>
  new ResonanceError({ kind: "invalid-file", where, expected, received, remedy });
