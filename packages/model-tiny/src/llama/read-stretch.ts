/** A stretch of a text through a LLaMA-family model, each token looking at all before it, in other stretches too. */
import type { RopeSpec } from "@resonance-rope/rope-core";
import type { Precision } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { type Attend, attendCausally } from "../blocks/attention.js";
import type { Weights } from "../decoder.js";
import type { LayerCache } from "../key-value-cache.js";
import { rotaryTensors } from "../rotary-tensors.js";
import type { LlamaConfig } from "./llama-config.js";
import { llamaHidden } from "./llama-decoder.js";

/** Tokens that pass through all layers together. */
export const stretchTokens = 512;

export interface ReadStretchOptions {
  readonly config: LlamaConfig;
  readonly rope: RopeSpec;
  readonly weights: Weights;
  readonly precision: Precision;
  /** Keys and values of the tokens before, by layer; none at the beginning. */
  readonly before: readonly LayerCache[];
}

export interface ReadStretch {
  /** T x d, after the last norm; the caller's. */
  readonly hidden: tf.Tensor2D;
  /** Of the tokens before and of these; the caller's. */
  readonly caches: readonly LayerCache[];
}

export function readStretch(
  tokens: readonly number[],
  { config, rope, weights, precision, before }: ReadStretchOptions,
): ReadStretch {
  const grown: LayerCache[] = [];
  const hidden = tf.tidy(() => {
    const attend =
      (layer: number): Attend =>
      ({ query, key, value }, options) => {
        const old = before[layer];
        const all =
          old === undefined
            ? { key, value }
            : { key: tf.concat([old.key, key], 1), value: tf.concat([old.value, value], 1) };
        grown[layer] = { key: tf.keep(all.key.clone()), value: tf.keep(all.value.clone()) };
        return attendCausally({ query, ...all }, options);
      };
    const rotary = rotaryTensors(rope, tokens.length, before[0]?.key.shape[1]);
    const ids = tf.tensor1d([...tokens], "int32");
    return llamaHidden(config, rope.headDimension, weights, { tokens: ids, batch: 1, rotary, precision, attend });
  });
  return { hidden, caches: grown };
}
