/** A server's own tokenizer, which each kind of server keeps at another place. */
import type { ChatMessage } from "@resonance-rope/contracts";
import * as z from "zod";
import type { RequestOptions, ServerConnection } from "./server-connection.js";

export interface ServerTokenizer {
  /** Null where the tokenizer adds none, or does not say. */
  readonly startToken: number | null;
  tokenize(text: string, options?: RequestOptions): Promise<readonly number[]>;
  detokenize(tokens: readonly number[], options?: RequestOptions): Promise<string>;
}

/** Of the model's own files, for a server that has none to ask. */
export interface ModelTokenizer extends ServerTokenizer {
  /** Equal fingerprints, equal tokens: what a model is asked depends on them. */
  readonly fingerprint: string;
  /** The one that ends a text; null where the tokenizer names none. */
  readonly endToken: number | null;
  /** Above every token but those that were added to its vocabulary; absent where the engine does not say. */
  readonly vocabularySize?: number;
  /** Null where the files hold no chat template. */
  applyChatTemplate(messages: readonly ChatMessage[]): Promise<readonly number[] | null>;
  dispose(): Promise<void>;
}

interface TokenizerForm {
  readonly tokenizePath: string;
  readonly tokenizeBody: (text: string, special: boolean, model: string) => object;
  readonly detokenizePath: string;
  readonly detokenizeBody: (tokens: readonly number[], model: string) => object;
  readonly textField: string;
}

const ofVllm: TokenizerForm = {
  tokenizePath: "/tokenize",
  tokenizeBody: (prompt, special, model) => ({ model, prompt, add_special_tokens: special }),
  detokenizePath: "/detokenize",
  detokenizeBody: (tokens, model) => ({ model, tokens }),
  textField: "prompt",
};
const ofSglang: TokenizerForm = {
  ...ofVllm,
  detokenizeBody: (tokens, model) => ({ model, tokens, skip_special_tokens: false }),
  textField: "text",
};
const ofLlamaCpp: TokenizerForm = {
  ...ofVllm,
  tokenizeBody: (content, special) => ({ content, add_special: special, parse_special: false }),
  detokenizeBody: (tokens) => ({ tokens }),
  textField: "content",
};
/** Always with its special tokens. */
const ofLlamaCppPython: TokenizerForm = {
  tokenizePath: "/extras/tokenize",
  tokenizeBody: (input) => ({ input }),
  detokenizePath: "/extras/detokenize",
  detokenizeBody: (tokens) => ({ tokens }),
  textField: "text",
};

const tokensSchema = z.looseObject({ tokens: z.array(z.number().int().nonnegative()) });
const sample = "One fish, two fish";

/** The first form in which a text comes back as it went; null where there is none. */
export async function findTokenizer(
  connection: ServerConnection,
  model: string,
  options: RequestOptions,
): Promise<ServerTokenizer | null> {
  for (const form of [ofVllm, ofSglang, ofLlamaCpp, ofLlamaCppPython]) {
    const { tokenizePath, tokenizeBody, detokenizePath, detokenizeBody, textField } = form;
    const textSchema = z.looseObject({ [textField]: z.string() });
    const found = await connection.find(tokenizePath, tokenizeBody(sample, false, model), tokensSchema, options);
    if (found === null || found.tokens.length === 0) continue;
    const back = await connection.find(detokenizePath, detokenizeBody(found.tokens, model), textSchema, options);
    const text = back?.[textField];
    // With a start token's own text in front, or SentencePiece's space.
    if (typeof text !== "string" || !text.endsWith(sample)) continue;

    const withSpecial = await connection.post(tokenizePath, tokenizeBody(sample, true, model), tokensSchema, options);
    const empty = await connection.find(tokenizePath, tokenizeBody("", false, model), tokensSchema, options);
    const always = empty?.tokens ?? [];
    const startToken = withSpecial.tokens.length === found.tokens.length + 1 ? withSpecial.tokens[0] : always[0];
    return {
      startToken: startToken ?? null,
      async tokenize(words, own) {
        const { tokens } = await connection.post(tokenizePath, tokenizeBody(words, false, model), tokensSchema, own);
        return always.every((token, index) => tokens[index] === token) ? tokens.slice(always.length) : tokens;
      },
      async detokenize(tokens, own) {
        const answer = await connection.post(detokenizePath, detokenizeBody(tokens, model), textSchema, own);
        return String(answer[textField]);
      },
    };
  }
  return null;
}
