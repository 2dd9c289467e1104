/** Goes on with a sequence, a token at a time, through a cache of keys and values. */
import type { ModelConfig } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type Precision, compile, requirePrecision } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { attendCausally } from "./blocks/attention.js";
import { noDropout } from "./blocks/dropout.js";
import { type TokenChoice, requireChoice } from "./choose-token.js";
import { type DecoderInput, decoderLogits } from "./decoder.js";
import { generateTokens } from "./generate-tokens.js";
import {
  type LayerCache,
  attendThroughCache,
  cacheTensors,
  cachesOf,
  withCapacity,
  withToken,
} from "./key-value-cache.js";
import { parameterShapes } from "./parameters.js";
import { requireIds, requireRoom } from "./require-prompt.js";
import { rotaryTensors } from "./rotary-tensors.js";

export interface GeneratorOptions {
  readonly config: ModelConfig;
  readonly rope: RopeSpec;
  /** C: tokens that prompt and continuation may have together. */
  readonly capacity: number;
  /** Of the products inside the blocks. Default float32. */
  readonly precision?: Precision;
}

export interface GenerateOptions extends TokenChoice {
  /** How many tokens to add. */
  readonly tokens: number;
}

export interface Generator {
  /** The tokens after the prompt, one by one as they are found. @param weights in the order of `parameterShapes` */
  (weights: readonly tf.Tensor[], prompt: Int32Array, options: GenerateOptions): AsyncGenerator<number, void>;
  dispose(): void;
}

/** Prompts are filled up to a multiple of this, so that their lengths share recordings. */
const promptStep = 64;

export function createGenerator({ config, rope, capacity, precision = "float32" }: GeneratorOptions): Generator {
  requirePrecision(precision);
  const { headDimension } = rope;
  const shapes = parameterShapes(config, headDimension);
  const table = rotaryTensors(rope, capacity);
  const rows = (from: number, count: number) => ({
    ...table,
    cosines: tf.slice(table.cosines, [from, 0], [count, -1]),
    sines: tf.slice(table.sines, [from, 0], [count, -1]),
  });
  const decode = (weights: readonly tf.Tensor[], input: Pick<DecoderInput, "tokens" | "rotary" | "attend">) => {
    const named = new Map(shapes.map(({ name }, index) => [name, weights[index] as tf.Tensor]));
    return decoderLogits(config, headDimension, named, { ...input, batch: 1, dropout: noDropout, precision });
  };

  /** Weights and prompt to the logits after each of its tokens and the cache that it leaves. */
  const read = compile((inputs) => {
    const [weights, [tokens]] = [inputs.slice(0, shapes.length), inputs.slice(shapes.length) as [tf.Tensor1D]];
    const caches: LayerCache[] = [];
    const attend: DecoderInput["attend"] = (layer) => (found, options) => {
      caches[layer] = withCapacity(found, capacity);
      return attendCausally(found, options);
    };
    return [decode(weights, { tokens, rotary: rows(0, tokens.size), attend }), ...cacheTensors(caches)];
  });

  /** Weights, a token, its position, its row of the rotary table and the cache to the logits after it and the cache with it. */
  const advance = compile((inputs) => {
    const [token, position, cosines, sines, ...cached] = inputs.slice(shapes.length) as [
      tf.Tensor1D,
      tf.Scalar,
      tf.Tensor2D,
      tf.Tensor2D,
      ...tf.Tensor3D[],
    ];
    const caches = cachesOf(cached);
    const attend: DecoderInput["attend"] = (layer) => {
      const before = caches[layer] as LayerCache;
      return attendThroughCache(before, position, (own) => (caches[layer] = withToken(before, own, position)));
    };
    const logits = decode(inputs, { tokens: token, rotary: { ...table, cosines, sines }, attend });
    return [logits, ...cacheTensors(caches)];
  });

  async function* generate(
    weights: readonly tf.Tensor[],
    prompt: Int32Array,
    { tokens, ...choice }: GenerateOptions,
  ): AsyncGenerator<number, void> {
    requireRoom(prompt.length, tokens, capacity);
    requireIds(prompt, config.vocabularySize);
    requireChoice(choice);
    const filled = new Int32Array(Math.min(capacity, Math.ceil(prompt.length / promptStep) * promptStep));
    filled.set(prompt);
    yield* generateTokens(
      () => {
        const [logits, ...cache] = tf.tidy(() => {
          const [all, ...rest] = read([...weights, tf.tensor1d(filled, "int32")]) as [tf.Tensor2D, ...tf.Tensor[]];
          return [tf.slice(all, [prompt.length - 1, 0], [1, -1]), ...rest];
        });
        return { logits: logits as tf.Tensor, cache };
      },
      (token, position, before) => {
        const [logits, ...cache] = tf.tidy(() => {
          const { cosines, sines } = rows(position, 1);
          const step = [tf.tensor1d([token], "int32"), tf.scalar(position, "int32"), cosines, sines];
          return advance([...weights, ...step, ...before]);
        });
        return { logits: logits as tf.Tensor, cache };
      },
      { prompt: prompt.length, tokens, ...choice },
    );
  }

  const dispose = (): void => {
    read.dispose();
    advance.dispose();
    tf.dispose([table.cosines, table.sines]);
  };
  return Object.assign(generate, { dispose });
}
