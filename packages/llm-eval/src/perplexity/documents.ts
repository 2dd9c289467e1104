/** Texts to be scored, and those of them that an evaluation takes. */
import { type LanguageModel, ResonanceError } from "@resonance-rope/contracts";
import { leadingTokens } from "./leading-tokens.js";

export interface PerplexityDocument {
  /** Unique among the documents; it names them in reports and answers. */
  readonly name: string;
  readonly text: string;
}

export interface Selection {
  /** Documents with fewer tokens are passed over. */
  readonly minimumTokens: number;
  /** The first so many of the others, in the order in which they come; null takes all. */
  readonly samples: number | null;
  /** Tokens of each that are wanted; Infinity for all. */
  readonly tokens: number;
}

export interface TokenizedDocument extends PerplexityDocument {
  readonly tokens: readonly number[];
}

export async function* selectDocuments(
  model: LanguageModel,
  documents: AsyncIterable<PerplexityDocument> | Iterable<PerplexityDocument>,
  { minimumTokens, samples, tokens: wanted }: Selection,
): AsyncGenerator<TokenizedDocument> {
  const names = new Set<string>();
  const needed = Math.max(minimumTokens, wanted);
  for await (const { name, text } of documents) {
    if (samples !== null && names.size >= samples) return;
    const tokens = Number.isFinite(needed) ? await leadingTokens(model, text, needed) : await model.tokenize(text);
    if (tokens.length < minimumTokens) continue;
    if (name === "" || names.has(name)) refuseName(name);
    names.add(name);
    // Where all are wanted there is no second copy of a book's.
    yield { name, text, tokens: tokens.length > wanted ? tokens.slice(0, wanted) : tokens };
  }
}

function refuseName(name: string): never {
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "perplexity",
    expected: "documents with names of their own",
    received: name === "" ? "one without" : `two called ${name}`,
  });
}
