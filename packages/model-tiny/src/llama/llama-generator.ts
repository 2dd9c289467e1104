/**
 * Goes on with a text under a LLaMA-family model. The prompt is read in stretches; then a token is one call of a
 * recorded function, whose layers XLA compiles: one for all of them, for a model of many would take seconds. The token is
 * written into the cache where it lies. The cache grows by doubling, so few sizes are recorded.
 */
import type { CallOptions } from "@resonance-rope/contracts";
import { type Precision, compile, embedding, rmsNorm } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { type TokenChoice, requireChoice } from "../choose-token.js";
import { type ReadSequence, generateTokens } from "../generate-tokens.js";
import {
  type LayerCache,
  attendThroughCache,
  cacheTensors,
  cachesOf,
  withCapacity,
  withToken,
} from "../key-value-cache.js";
import { requireIds, requireRoom } from "../require-prompt.js";
import { rotaryTensors } from "../rotary-tensors.js";
import { headMatrix, llamaLogits } from "./llama-decoder.js";
import { createLlamaReader, stretchTokens } from "./llama-reader.js";
import type { Llama } from "./load-llama-weights.js";
import { compileReadingLayer } from "./reading-layer.js";

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

/** Rounded, the factors of one token would take longer: the weights are read in float32 first. */
const precision: Precision = "float32";

export function createLlamaGenerator({ config, rope, weights }: Llama): LlamaGenerator {
  const names = [...weights.keys()];
  const read = createLlamaReader({ config, rope, weights, precision });

  const readLayer = compileReadingLayer(
    { config, rope, precision, weights },
    ([position, key, value], keep) => attendThroughCache({ key, value } as LayerCache, position as tf.Scalar, keep),
    { xla: true },
  );
  const readHead = compile(
    ([hidden, matrix]) => [
      llamaLogits(config, new Map([[headMatrix(config), matrix as tf.Tensor]]), hidden as tf.Tensor2D, precision),
    ],
    { xla: true },
  );

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
    let hidden: tf.Tensor2D = embedding(here.get("embedding") as tf.Tensor2D, tokens);
    const caches = cachesOf(cached).map((cache, layer) => {
      const found = readLayer(here, layer, { hidden, cosines, sines }, [position, cache.key, cache.value]);
      hidden = found.hidden;
      return withToken(cache, found.kept, position);
    });
    const last = rmsNorm(hidden, here.get("final_norm") as tf.Tensor, config.normEpsilon);
    return [...readHead([last, here.get(headMatrix(config)) as tf.Tensor]), ...cacheTensors(caches)];
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
    for (const each of [read, step, readLayer, readHead]) each.dispose();
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
