/**
 * Reads a text through a LLaMA-family model, a stretch of tokens at a time, each token looking at all before it. A layer
 * is recorded once for each number of tokens before and serves all layers, so a recording is made in no time.
 */
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type Precision, embedding, rmsNorm } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { type Attend, attendCausally } from "../blocks/attention.js";
import type { Weights } from "../decoder.js";
import { type LayerCache, cacheTensors, cachesOf } from "../key-value-cache.js";
import { rotaryTensors } from "../rotary-tensors.js";
import type { LlamaConfig } from "./llama-config.js";
import { compileReadingLayer } from "./reading-layer.js";

/** Tokens that pass through all layers together. */
export const stretchTokens = 1024;

export interface LlamaReaderOptions {
  readonly config: LlamaConfig;
  readonly rope: RopeSpec;
  readonly weights: Weights;
  /** Of the products. */
  readonly precision: Precision;
}

export interface LlamaReader {
  /** @param before keys and values of the tokens in front, by layer; none at the beginning. They stay the caller's. */
  (tokens: readonly number[], before: readonly LayerCache[]): ReadStretch;
  dispose(): void;
}

export interface ReadStretch {
  /** T x d, after the last norm; the caller's. */
  readonly hidden: tf.Tensor2D;
  /** Of the tokens before and of these; the caller's. */
  readonly caches: readonly LayerCache[];
}

export function createLlamaReader({ config, rope, weights, precision }: LlamaReaderOptions): LlamaReader {
  const readLayer = compileReadingLayer({ config, rope, precision, weights }, ([oldKey, oldValue], keep) => {
    const attend: Attend = ({ query, key, value }, options) => {
      const all = {
        key: oldKey === undefined ? key : tf.concat([oldKey as tf.Tensor3D, key], 1),
        value: oldValue === undefined ? value : tf.concat([oldValue as tf.Tensor3D, value], 1),
      };
      keep(all);
      return attendCausally({ query, ...all }, options);
    };
    return attend;
  });

  const read = (tokens: readonly number[], before: readonly LayerCache[]): ReadStretch => {
    // So what throws halfway leaves no tensor.
    const [last, ...caches] = tf.tidy(() => {
      const { cosines, sines } = rotaryTensors(rope, tokens.length, before[0]?.key.shape[1]);
      const grown: LayerCache[] = [];
      let hidden = embedding(weights.get("embedding") as tf.Tensor2D, tf.tensor1d([...tokens], "int32"));
      for (let layer = 0; layer < config.layers; layer++) {
        const cached = cacheTensors(before.slice(layer, layer + 1));
        const { hidden: after, kept } = readLayer(weights, layer, { hidden, cosines, sines }, cached);
        hidden.dispose();
        hidden = after;
        grown.push(kept);
      }
      return [rmsNorm(hidden, weights.get("final_norm") as tf.Tensor, config.normEpsilon), ...cacheTensors(grown)];
    }) as [tf.Tensor2D, ...tf.Tensor3D[]];
    return { hidden: last, caches: cachesOf(caches) };
  };
  return Object.assign(read, { dispose: () => readLayer.dispose() });
}
