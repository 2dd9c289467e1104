/** A LLaMA-family model and its tokenizer as the LanguageModel that evaluations ask. */
import {
  type CallOptions,
  type GenerateOptions,
  type Generation,
  type LanguageModel,
  type RandomSource,
  ResonanceError,
  randomSource,
} from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { requireIds } from "../require-prompt.js";
import { type LlamaGenerator, createLlamaGenerator } from "./llama-generator.js";
import { createLlamaScorer } from "./llama-scorer.js";
import type { Llama } from "./load-llama-weights.js";

/** Of the model's own files, whoever reads them. */
export interface LlamaTokenizer extends Pick<LanguageModel, "startToken" | "tokenize" | "detokenize"> {
  /** Ends a text that is generated; null where there is none. */
  readonly endToken: number | null;
  applyChatTemplate: LanguageModel["applyChatTemplate"];
  dispose(): Promise<void>;
}

export interface LlamaLanguageModelOptions extends Pick<LanguageModel, "name" | "fingerprint" | "contextLength"> {
  readonly tokenizer: LlamaTokenizer;
}

export interface LlamaTextOptions extends GenerateOptions {
  /** Only the likeliest tokens that together have this share are drawn from; default 1, all. */
  readonly topP?: number;
  /** Default: the same draws for each request. */
  readonly random?: RandomSource;
  /** Told each piece of the answer as soon as it is certain; together they are the answer. */
  readonly onText?: (piece: string) => void;
}

export interface LlamaLanguageModel extends LanguageModel {
  generate(tokens: readonly number[], options: LlamaTextOptions): Promise<Generation>;
}

const where = "model-tiny";
/** Tokens of the prompt that the answer is spelt with: some tokenizers write a word's space only between words. */
const spellingTokens = 4;

/** @param llama whose weights it disposes of. */
export function llamaLanguageModel(
  llama: Llama,
  { name, fingerprint, contextLength, tokenizer }: LlamaLanguageModelOptions,
): LlamaLanguageModel {
  const continued: LlamaGenerator = createLlamaGenerator(llama);
  const score = createLlamaScorer(llama);
  const requireFit = (tokens: readonly number[], more = 0): void => {
    requireIds(tokens, llama.config.vocabularySize, where);
    if (tokens.length + more <= contextLength) return;
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: `at most ${contextLength} tokens, prompt and answer together`,
      received: String(tokens.length + more),
      remedy: "load the model with a longer contextLength",
    });
  };

  async function generate(tokens: readonly number[], options: LlamaTextOptions): Promise<Generation> {
    const { maxTokens, stop = [], onText, random = randomSource(0), ...choice } = options;
    requireFit(tokens, maxTokens);
    if (maxTokens === 0) return { text: "", finish: "length" };
    const spelling = tokens.slice(-spellingTokens);
    const prefix = await tokenizer.detokenize(spelling);
    const generated: number[] = [];
    let told = 0;
    let text = "";
    const tellUpTo = (end: number): void => {
      if (end > told) onText?.(text.slice(told, end));
      told = Math.max(told, end);
    };
    for await (const token of continued(tokens, { tokens: maxTokens, random, ...choice })) {
      if (token === tokenizer.endToken) break;
      generated.push(token);
      const spelt = await tokenizer.detokenize([...spelling, ...generated]);
      text = spelt.startsWith(prefix) ? spelt.slice(prefix.length) : await tokenizer.detokenize(generated);
      const ends = stop.map((word) => text.indexOf(word)).filter((index) => index !== -1);
      if (ends.length > 0) {
        text = text.slice(0, Math.min(...ends));
        tellUpTo(text.length);
        return { text, finish: "stop" };
      }
      tellUpTo(text.length - uncertain(text, stop));
    }
    tellUpTo(text.length);
    return { text, finish: generated.length === maxTokens ? "length" : "stop" };
  }

  return {
    name,
    fingerprint,
    contextLength,
    startToken: tokenizer.startToken,
    // All cores work on one request.
    capabilities: { noLogProbabilities: null, concurrency: 1 },
    tokenize(text) {
      // With the flag `u` a surrogate is one that has no partner; tokenizers would take it for U+FFFD.
      if (!/\p{Surrogate}/u.test(text)) return tokenizer.tokenize(text);
      throw new ResonanceError({
        kind: "invalid-argument",
        where,
        expected: "text",
        received: "half a surrogate pair",
      });
    },
    detokenize: (tokens) => tokenizer.detokenize(tokens),
    logProbabilities(tokens, from, { signal }: CallOptions = {}) {
      requireFit(tokens);
      return score(tokens, from, signal === undefined ? {} : { signal });
    },
    generate,
    applyChatTemplate: (messages) => tokenizer.applyChatTemplate(messages),
    async dispose() {
      continued.dispose();
      score.dispose();
      tf.dispose([...llama.weights.values()]);
      await tokenizer.dispose();
    },
  };
}

/** Characters at the end that may become others: of a character that is not whole, or of a beginning stop text. */
function uncertain(text: string, stop: readonly string[]): number {
  const broken = /\uFFFD*$/u.exec(text)?.[0].length ?? 0;
  const begun = stop.flatMap((word) =>
    Array.from({ length: word.length - 1 }, (_, index) => index + 1).filter((length) =>
      text.endsWith(word.slice(0, length)),
    ),
  );
  return Math.max(broken, ...begun);
}
