/** The loop of every generator: choose a token, hand it out, read it, with a cache that is let go at the end. */
import type { CallOptions } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { type TokenChoice, chooseToken } from "./choose-token.js";
import { takeValues } from "./take-values.js";

/** A sequence that is read up to some token; the tensors are the loop's to dispose of. */
export interface ReadSequence {
  /** V scores of what follows. */
  readonly logits: tf.Tensor;
  readonly cache: tf.Tensor[];
}

export interface GenerateTokensOptions extends TokenChoice, CallOptions {
  /** Tokens in front. */
  readonly prompt: number;
  /** How many to add. */
  readonly tokens: number;
}

/** @param read the prompt. @param advance reads one more token, at its position; the old cache stays the loop's. */
export async function* generateTokens(
  read: () => ReadSequence | Promise<ReadSequence>,
  advance: (token: number, position: number, cache: tf.Tensor[]) => ReadSequence,
  { prompt, tokens, signal, ...choice }: GenerateTokensOptions,
): AsyncGenerator<number, void> {
  let cache: tf.Tensor[] = [];
  try {
    let found = await read();
    for (let position = prompt; ; position++) {
      tf.dispose(cache);
      cache = found.cache;
      const next = chooseToken((await takeValues(found.logits)) as Float32Array, choice);
      yield next;
      if (position + 1 === prompt + tokens) return;
      signal?.throwIfAborted();
      found = advance(next, position, cache);
    }
  } finally {
    tf.dispose(cache);
  }
}
