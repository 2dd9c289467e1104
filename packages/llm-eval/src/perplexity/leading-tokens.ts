/**
 * The first tokens of a text, without tokenizing a book for a page of it. The text is cut at white space some way past
 * what is needed, and the tokens near the cut are dropped: a tokenizer's choices do not reach that far.
 */
import type { LanguageModel } from "@resonance-rope/contracts";

/** Dropped before the cut. Longer than any token that spans white space, or any chain of merges across it. */
const marginTokens = 64;

export async function leadingTokens(model: LanguageModel, text: string, count: number): Promise<readonly number[]> {
  for (let characters = 8 * (count + marginTokens); characters < text.length; characters *= 2) {
    const cut = lastWhiteSpace(text, characters);
    if (cut === 0) continue;
    const tokens = await model.tokenize(text.slice(0, cut));
    if (tokens.length >= count + marginTokens) return tokens.slice(0, count);
  }
  return (await model.tokenize(text)).slice(0, count);
}

function lastWhiteSpace(text: string, before: number): number {
  let place = before;
  while (place > 0 && !/\s/u.test(text.charAt(place))) place--;
  return place;
}
