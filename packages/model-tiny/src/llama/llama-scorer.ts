/**
 * Log-probabilities of a text under a LLaMA-family model, at any length: a stretch of tokens at a time, each looking at
 * the keys and values of all before it. Memory grows with the keys and values alone.
 */
import type { CallOptions } from "@resonance-rope/contracts";
import { type Precision, requirePrecision, tokenCrossEntropy } from "@resonance-rope/tfjs-runtime";
import type { RopeSpec } from "@resonance-rope/rope-core";
import * as tf from "@tensorflow/tfjs-core";
import type { Weights } from "../decoder.js";
import { type LayerCache, cacheTensors } from "../key-value-cache.js";
import type { LlamaConfig } from "./llama-config.js";
import { llamaLogits } from "./llama-decoder.js";
import { createLlamaReader, stretchTokens } from "./llama-reader.js";

export interface LlamaModelOptions {
  readonly config: LlamaConfig;
  readonly rope: RopeSpec;
  readonly weights: Weights;
  /** Of the products. Default float32. */
  readonly precision?: Precision;
}

export interface ScoringOptions {
  /** Checked between stretches. */
  readonly signal?: CallOptions["signal"];
  /** Told how many tokens are read after each stretch. */
  readonly onTokens?: (read: number) => void;
}

export type LlamaScorerOptions = LlamaModelOptions & ScoringOptions;

export interface LlamaScorer {
  /** ln p(tokens[i] | tokens before it) in nats, for i = from … T-1; `from` at least 1. */
  (tokens: readonly number[], from: number, options?: ScoringOptions): Promise<Float64Array>;
  dispose(): void;
}

/** Of a stretch the logits are held at once of so many: V floats each. */
export const scoredLogitTokens = 128;

/** For several texts: what is recorded for one serves the next. */
export function createLlamaScorer(llama: LlamaModelOptions): LlamaScorer {
  const { config, rope, weights, precision = "float32" } = llama;
  requirePrecision(precision);
  const read = createLlamaReader({ config, rope, weights, precision });

  const score: (...words: Parameters<LlamaScorer>) => Promise<Float64Array> = async (
    tokens,
    from,
    { signal, onTokens } = {},
  ) => {
    const found = new Float64Array(tokens.length - from);
    let before: readonly LayerCache[] = [];
    try {
      // The last token is looked up and never read.
      for (let start = 0; start < tokens.length - 1; start += stretchTokens) {
        signal?.throwIfAborted();
        const count = Math.min(stretchTokens, tokens.length - 1 - start);
        const { hidden, caches } = read(tokens.slice(start, start + count), before);
        tf.dispose(cacheTensors(before));
        before = caches;
        try {
          for (let at = Math.max(0, from - 1 - start); at < count; at += scoredLogitTokens) {
            const scored = Math.min(scoredLogitTokens, count - at);
            const losses = tf.tidy(() => {
              const rows = tf.slice(hidden, [at, 0], [scored, -1]);
              const next = tokens.slice(start + at + 1, start + at + 1 + scored);
              return tokenCrossEntropy(llamaLogits(config, weights, rows, precision), tf.tensor1d(next, "int32"));
            });
            const values = await losses.data();
            losses.dispose();
            for (const [index, loss] of values.entries()) found[start + at + 1 + index - from] = -loss;
          }
        } finally {
          hidden.dispose();
        }
        onTokens?.(start + count);
      }
    } finally {
      tf.dispose(cacheTensors(before));
    }
    return found;
  };
  return Object.assign(score, { dispose: () => read.dispose() });
}

/** Of one text. */
export async function llamaLogProbabilities(
  tokens: readonly number[],
  from: number,
  { signal, onTokens, ...llama }: LlamaScorerOptions,
): Promise<Float64Array> {
  const score = createLlamaScorer(llama);
  try {
    return await score(tokens, from, {
      ...(signal === undefined ? {} : { signal }),
      ...(onTokens === undefined ? {} : { onTokens }),
    });
  } finally {
    score.dispose();
  }
}
