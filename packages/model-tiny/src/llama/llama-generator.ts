/**
 * Goes on with a text under a LLaMA-family model. The prompt is read in stretches; then a token is one call of a
 * recorded function, which writes into the cache where it lies. The cache grows by doubling, so few sizes are recorded.
 */
import type { CallOptions } from "@resonance-rope/contracts";
import { type Precision, compile, requirePrecision } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import type { Attend } from "../blocks/attention.js";
import { type TokenChoice, requireChoice } from "../choose-token.js";
import { type ReadSequence, generateTokens } from "../generate-tokens.js";
import { type LayerCache, attendThroughCache, cacheTensors, cachesOf, withCapacity } from "../key-value-cache.js";
import { requireIds, requireRoom } from "../require-prompt.js";
import { rotaryTensors } from "../rotary-tensors.js";
import { llamaHidden, llamaLogits } from "./llama-decoder.js";
import { createLlamaReader, stretchTokens } from "./llama-reader.js";
import type { Llama } from "./load-llama-weights.js";

export interface LlamaGenerateOptions extends TokenChoice, CallOptions {
  /** How many tokens to add. */
  readonly tokens: number;
}

export interface LlamaGenerator {
  /** The tokens after the prompt, one by one as they are found. */
  (prompt: readonly number[], options: LlamaGenerateOptions): AsyncGenerator<number, void>;
  dispose(): void;
}

/** Of a cache, in tokens; then twice that, and so on. */
const smallestCapacity = 256;

/** @param precision of the products; default float32. */
export function createLlamaGenerator(
  { config, rope, weights }: Llama,
  { precision = "float32" }: { readonly precision?: Precision } = {},
): LlamaGenerator {
  requirePrecision(precision);
  const names = [...weights.keys()];
  const read = createLlamaReader({ config, rope, weights, precision });

  /** Weights, a token, its position, its row of the rotary table and the cache to the logits after it and the cache. */
  const step = compile((inputs) => {
    const here = new Map(names.map((name, index) => [name, inputs[index] as tf.Tensor]));
    const [tokens, position, cosines, sines, ...cached] = inputs.slice(names.length) as [
      tf.Tensor1D,
      tf.Scalar,
      tf.Tensor2D,
      tf.Tensor2D,
      ...tf.Tensor3D[],
    ];
    const caches = cachesOf(cached);
    const attend = (layer: number): Attend =>
      attendThroughCache(caches[layer] as LayerCache, position, (written) => (caches[layer] = written));
    const rotary = { cosines, sines, pairLayout: rope.pairLayout };
    const hidden = llamaHidden(config, rope.headDimension, here, { tokens, batch: 1, rotary, precision, attend });
    return [llamaLogits(config, here, hidden, precision), ...cacheTensors(caches)];
  });

  function readPrompt(prompt: readonly number[], signal: AbortSignal | undefined): ReadSequence {
    let before: readonly LayerCache[] = [];
    try {
      for (let start = 0; ; start += stretchTokens) {
        signal?.throwIfAborted();
        const tokens = prompt.slice(start, start + stretchTokens);
        const { hidden, caches } = read(tokens, before);
        tf.dispose(cacheTensors(before));
        before = caches;
        try {
          if (start + tokens.length < prompt.length) continue;
          return sequenceOf(() => {
            const last = tf.slice(hidden, [tokens.length - 1, 0], [1, -1]);
            const cache = enlarged(cacheTensors(caches), capacityFor(prompt.length + 1));
            return [llamaLogits(config, weights, last, precision), ...cache];
          });
        } finally {
          hidden.dispose();
        }
      }
    } finally {
      tf.dispose(cacheTensors(before));
    }
  }

  function readToken(token: number, position: number, before: tf.Tensor[]): ReadSequence {
    const capacity = (before[0] as tf.Tensor3D).shape[1];
    return sequenceOf(() => {
      const cached = position < capacity ? before : enlarged(before as tf.Tensor3D[], capacityFor(position + 1));
      const { cosines, sines } = rotaryTensors(rope, 1, position);
      const own = [tf.tensor1d([token], "int32"), tf.scalar(position, "int32"), cosines, sines];
      return step([...weights.values(), ...own, ...cached]);
    });
  }

  async function* generate(
    prompt: readonly number[],
    { tokens, signal, ...choice }: LlamaGenerateOptions,
  ): AsyncGenerator<number, void> {
    requireRoom(prompt.length, tokens, Infinity);
    requireIds(prompt, config.vocabularySize);
    requireChoice(choice);
    const options = { prompt: prompt.length, tokens, ...choice, ...(signal === undefined ? {} : { signal }) };
    yield* generateTokens(() => readPrompt(prompt, signal), readToken, options);
  }
  const dispose = (): void => {
    read.dispose();
    step.dispose();
  };
  return Object.assign(generate, { dispose });
}

/** Of logits and cache; whatever else was made is disposed of, also where it throws. */
function sequenceOf(compute: () => tf.Tensor[]): ReadSequence {
  const [logits, ...cache] = tf.tidy(compute) as [tf.Tensor, ...tf.Tensor[]];
  return { logits, cache };
}

const capacityFor = (tokens: number): number => Math.max(smallestCapacity, 2 ** Math.ceil(Math.log2(tokens)));

function enlarged(cache: readonly tf.Tensor3D[], capacity: number): tf.Tensor3D[] {
  return cacheTensors(cachesOf(cache).map((layer) => withCapacity(layer, capacity)));
}
