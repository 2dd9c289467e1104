/** Goes on with a sequence, a token at a time, through a cache of keys and values. */
import { type ModelConfig, type RandomSource, ResonanceError } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type Precision, compile, requirePrecision } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { attendCausally } from "./blocks/attention.js";
import { noDropout } from "./blocks/dropout.js";
import { chooseToken, requireRandom } from "./choose-token.js";
import { type DecoderInput, decoderLogits } from "./decoder.js";
import { type LayerCache, attendThroughCache } from "./key-value-cache.js";
import { parameterShapes } from "./parameters.js";
import { rotaryTensors } from "./rotary-tensors.js";

export interface GeneratorOptions {
  readonly config: ModelConfig;
  readonly rope: RopeSpec;
  /** C: tokens that prompt and continuation may have together. */
  readonly capacity: number;
  /** Of the products inside the blocks. Default float32. */
  readonly precision?: Precision;
}

export interface GenerateOptions {
  /** How many tokens to add. */
  readonly tokens: number;
  /** 0, the default, takes the likeliest token; 1 samples from the model's own distribution. */
  readonly temperature?: number;
  /** Needed for a temperature above 0. */
  readonly random?: RandomSource;
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
      const toCapacity = (x: tf.Tensor3D): tf.Tensor3D =>
        tf.pad(x, [
          [0, 0],
          [0, capacity - tokens.size],
          [0, 0],
        ]);
      caches[layer] = { key: toCapacity(found.key), value: toCapacity(found.value) };
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
    const attend: DecoderInput["attend"] = (layer) =>
      attendThroughCache(caches[layer] as LayerCache, position, (written) => (caches[layer] = written));
    const logits = decode(inputs, { tokens: token, rotary: { ...table, cosines, sines }, attend });
    return [logits, ...cacheTensors(caches)];
  });

  async function* generate(
    weights: readonly tf.Tensor[],
    prompt: Int32Array,
    { tokens, temperature = 0, random }: GenerateOptions,
  ): AsyncGenerator<number, void> {
    requireRoom(prompt.length, tokens, capacity);
    requireIds(prompt, config.vocabularySize);
    requireRandom(temperature, random);
    const filled = new Int32Array(Math.min(capacity, Math.ceil(prompt.length / promptStep) * promptStep));
    filled.set(prompt);
    let cache: tf.Tensor[] = [];
    try {
      let outputs = tf.tidy(() => {
        const [logits, ...rest] = read([...weights, tf.tensor1d(filled, "int32")]) as [tf.Tensor2D, ...tf.Tensor[]];
        return [tf.slice(logits, [prompt.length - 1, 0], [1, -1]), ...rest];
      });
      for (let position = prompt.length; ; position++) {
        const [logits, ...rest] = outputs as [tf.Tensor, ...tf.Tensor[]];
        tf.dispose(cache);
        cache = rest;
        const values = (await logits.data()) as Float32Array;
        logits.dispose();
        const next = chooseToken(values, temperature, random);
        yield next;
        if (position + 1 === prompt.length + tokens) return;
        outputs = tf.tidy(() => {
          const { cosines, sines } = rows(position, 1);
          const step = [tf.tensor1d([next], "int32"), tf.scalar(position, "int32"), cosines, sines];
          return advance([...weights, ...step, ...cache]);
        });
      }
    } finally {
      tf.dispose(cache);
    }
  }

  const dispose = (): void => {
    read.dispose();
    advance.dispose();
    tf.dispose([table.cosines, table.sines]);
  };
  return Object.assign(generate, { dispose });
}

const cacheTensors = (caches: readonly LayerCache[]): tf.Tensor3D[] => caches.flatMap(({ key, value }) => [key, value]);

/** What `cacheTensors` gave. */
const cachesOf = (tensors: readonly tf.Tensor3D[]): LayerCache[] =>
  Array.from({ length: tensors.length / 2 }, (_, layer) => ({
    key: tensors[2 * layer] as tf.Tensor3D,
    value: tensors[2 * layer + 1] as tf.Tensor3D,
  }));

function requireRoom(prompt: number, tokens: number, capacity: number): void {
  if (prompt > 0 && tokens > 0 && prompt + tokens <= capacity) return;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "generate",
    expected: `a prompt and tokens to add, at least one each and ${capacity} together`,
    received: `${prompt} and ${tokens}`,
    remedy: "create the generator with a larger capacity",
  });
}

function requireIds(prompt: Int32Array, vocabularySize: number): void {
  const foreign = prompt.find((id) => id < 0 || id >= vocabularySize);
  if (foreign === undefined) return;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "generate",
    expected: `token ids 0 to ${vocabularySize - 1}`,
    received: String(foreign),
  });
}
