/** How a server takes the tokens of a prompt: as ids, or as the text that it makes the same tokens of. */
import { ResonanceError } from "@resonance-rope/contracts";
import { tryToComplete } from "./completion.js";
import { probeTexts } from "./probe-log-probabilities.js";
import type { RequestOptions, ServerConnection } from "./server-connection.js";
import type { ServerTokenizer } from "./server-tokenizer.js";

type PromptForm = (tokens: readonly number[], signal?: AbortSignal) => Promise<readonly number[] | string>;

interface Prompted {
  readonly connection: ServerConnection;
  readonly model: string;
  readonly tokenizer: ServerTokenizer;
  /** By the user, not by the server: it may be another model's. */
  readonly isGiven: boolean;
}

/** Digits, accents and signs, which tokenizers take apart in different ways. */
const telling = "In 2048, naïve café owners (über 1,000 of them) wrote: x_1 = 3.14159; // Ωραία!";

/** Token ids where the server takes them, and counts as many as were sent; otherwise their text. */
export async function promptForm(
  { connection, model, tokenizer, isGiven }: Prompted,
  options: RequestOptions,
): Promise<PromptForm> {
  const countOf = async (prompt: string | readonly number[]): Promise<number | "unsaid" | "refused"> => {
    const answer = await tryToComplete(connection, { model, prompt, max_tokens: 1, temperature: 0 }, options);
    return answer === null ? "refused" : (answer.promptTokens ?? "unsaid");
  };
  const { startToken } = tokenizer;
  const expected = (await tokenizer.tokenize(telling, options)).length;
  const counted = isGiven ? await countOf(telling) : "unsaid";
  if (typeof counted === "number" && counted !== expected && !(startToken !== null && counted === expected + 1))
    throw new ResonanceError({
      kind: "invalid-argument",
      where: connection.root,
      expected: `a text of ${expected} tokens to be so many for the server, too`,
      received: String(counted),
      remedy: `give the tokenizer of ${model} itself (--tokenizer)`,
    });

  const [text = ""] = probeTexts;
  const prompt = await tokenizer.tokenize(text, options);
  const taken = await countOf(prompt);
  if (taken === prompt.length || taken === "unsaid") return (tokens) => Promise.resolve(tokens);
  // A server that makes tokens of a text begins them with the start token itself, unless it was seen not to.
  const addsStart = startToken !== null && counted !== expected;
  return (tokens, signal) =>
    tokenizer.detokenize(addsStart && tokens[0] === startToken ? tokens.slice(1) : tokens, { signal });
}
