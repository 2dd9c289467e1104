/**
 * Any encoding as a `longrope` dictionary, which engines compute unpatched: one divisor a pair, relative to the
 * unscaled base, the same for short and long sequences unless the encoding itself differs, and an attention factor.
 */
import { type RopeSpec, angularFrequencies, createRotaryEmbedding } from "@resonance-rope/rope-core";
import { atBothLengths } from "../longrope-lists.js";
import type { JsonObject } from "./json-object.js";
import { rounded } from "./rounded.js";

/** For a pair that stands still: no position a model can have turns it by a float32's worth. llama.cpp's converter writes the same. */
const standsStill = 1e30;

export interface PortableOptions {
  /** M of the file, in tokens. */
  readonly contextLength: number;
  /** O in tokens; default: the one from which engines that do not read `attention_factor` compute the same m. */
  readonly originalLength?: number;
}

/** @throws RopeError on a spec that cannot be computed. */
export function portableLongrope(spec: RopeSpec, { contextLength, originalLength }: PortableOptions): JsonObject {
  const { short, long } = atBothLengths(spec) ?? { short: spec, long: spec };
  const m = rounded(createRotaryEmbedding(spec).attentionFactor);
  const length = originalLength ?? lengthThatGives(m, contextLength);
  const isSaid = Math.abs(magnitudeOf(contextLength, length) / m - 1) < 1e-4;
  return {
    rope_type: "longrope",
    short_factor: divisorsOf(short),
    long_factor: divisorsOf(long),
    factor: Math.max(1, contextLength / length),
    original_max_position_embeddings: length,
    attention_factor: m,
    // Where O cannot be chosen, vLLM and SGLang find m here; transformers computes the same and logs that it
    // does not know the keys, so they are left out where O says it.
    ...(isSaid ? {} : { short_mscale: m, long_mscale: m }),
  };
}

function divisorsOf(spec: RopeSpec): readonly number[] {
  const { angularFrequencies: wanted } = createRotaryEmbedding(spec);
  const unscaled = angularFrequencies(2 * wanted.length, spec.base);
  return Array.from(wanted, (theta, pair) => (theta === 0 ? standsStill : rounded((unscaled[pair] ?? 0) / theta)));
}

/** m as LongRoPE has it: sqrt(1 + ln(M / O) / ln O), at least 1. */
const magnitudeOf = (contextLength: number, length: number): number =>
  contextLength <= length ? 1 : Math.sqrt(1 + Math.log(contextLength / length) / Math.log(length));

/** O for which that is m: m^2 = ln M / ln O. At least 2, whose logarithm divides. */
function lengthThatGives(m: number, contextLength: number): number {
  if (m <= 1) return Math.max(2, contextLength);
  return Math.max(2, Math.round(contextLength ** (1 / m ** 2)));
}
