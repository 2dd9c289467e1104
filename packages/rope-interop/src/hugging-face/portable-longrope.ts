/**
 * Any encoding as a `longrope` dictionary, which engines compute unpatched: one divisor a pair, relative to the
 * unscaled base, the same for short and long sequences, and an attention factor.
 */
import { type RopeSpec, angularFrequencies, createRotaryEmbedding } from "@resonance-rope/rope-core";
import type { JsonObject } from "./json-object.js";

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
  const { angularFrequencies: wanted, attentionFactor: m } = createRotaryEmbedding(spec);
  const unscaled = angularFrequencies(2 * wanted.length, spec.base);
  const divisors = Array.from(wanted, (theta, pair) => (theta === 0 ? standsStill : (unscaled[pair] ?? 0) / theta));
  const length = originalLength ?? lengthThatGives(m, contextLength);
  return {
    rope_type: "longrope",
    short_factor: divisors,
    long_factor: divisors,
    factor: Math.max(1, contextLength / length),
    original_max_position_embeddings: length,
    attention_factor: m,
    // Where O cannot be chosen, vLLM and SGLang find m here; transformers computes the same and logs that it
    // does not know the keys, so they are left out where O says it.
    ...(originalLength === undefined || m === 1 ? {} : { short_mscale: m, long_mscale: m }),
  };
}

/** O for which sqrt(1 + ln(M / O) / ln O) is m, as LongRoPE has it: m^2 = ln M / ln O. At least 2, whose logarithm divides. */
function lengthThatGives(m: number, contextLength: number): number {
  if (m <= 1) return Math.max(2, contextLength);
  return Math.max(2, Math.round(contextLength ** (1 / m ** 2)));
}
