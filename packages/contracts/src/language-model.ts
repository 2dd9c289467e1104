/**
 * What an evaluation knows of a language model, whatever runs it: llama.cpp in this process, a server, or
 * tensors of our own. Engines implement it; protocols know nothing else.
 *
 * Long calls take an AbortSignal and reject with its reason when it fires.
 */
export interface LanguageModel {
  /** For people: the file's, folder's or server's own name. */
  readonly name: string;
  /**
   * Everything that answers depend on, besides the request: weights, engine and its version, position encoding.
   * Equal fingerprints, equal answers; stored answers are kept under it.
   */
  readonly fingerprint: string;
  /** Tokens that one request may hold, generated ones included. */
  readonly contextLength: number;
  /** The token that the model's own tokenizer puts before a text, and null where it adds none. */
  readonly startToken: number | null;
  readonly capabilities: LanguageModelCapabilities;
  /** The text's tokens, without special ones: `startToken` is the caller's to add. */
  tokenize(text: string, options?: CallOptions): Promise<readonly number[]>;
  detokenize(tokens: readonly number[], options?: CallOptions): Promise<string>;
  /**
   * ln p(tokens[i] | tokens[0 … i-1]) in nats for i = from … T-1, `from` at least 1.
   * @throws ResonanceError of kind `unavailable` where the model cannot (see `capabilities`).
   */
  logProbabilities(tokens: readonly number[], from: number, options?: CallOptions): Promise<Float64Array>;
  generate(tokens: readonly number[], options: GenerateOptions): Promise<Generation>;
  /** The messages in the model's own chat template, as the tokens of a prompt; null where it has no template. */
  applyChatTemplate(messages: readonly ChatMessage[], options?: CallOptions): Promise<readonly number[] | null>;
  dispose(): Promise<void>;
}

export interface LanguageModelCapabilities {
  /** Why prompt log-probabilities cannot be had; null where they can. */
  readonly noLogProbabilities: string | null;
  /** Requests worth having in flight at once. */
  readonly concurrency: number;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface GenerateOptions extends CallOptions {
  readonly maxTokens: number;
  /** 0 takes the most probable token each time. */
  readonly temperature: number;
  /** Texts that end the answer, which does not hold them. */
  readonly stop?: readonly string[];
}

export interface Generation {
  readonly text: string;
  /** Why it ended. */
  readonly finish: "stop" | "length";
}

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}
