/**
 * After how many tokens the pre-critical part of a table row comes again: the least common multiple of
 * the pairs' periods. Each pair repeats within L, so nothing in it is new beyond; yet whole rows stay
 * distinct for longer than any text ("greater than 7e51" tokens for LLaMA2, as the paper says).
 */
import { criticalPair } from "./critical-pair.js";
import type { RotaryEmbedding } from "./rope-spec.js";

/**
 * @returns tokens; null when a pre-critical pair never repeats exactly, or no pair of all does.
 * @throws RopeError on anything but an embedding.
 */
export function repetitionPeriod(embedding: RotaryEmbedding): bigint | null {
  const { preCriticalPairs } = criticalPair(embedding);
  const { angularFrequencies, periodsTokens } = embedding;
  // A pair that stands still repeats at every token, but makes no wavelength whole.
  if (!periodsTokens.some((period, pair) => Number.isFinite(period) && angularFrequencies[pair] !== 0)) return null;
  let period = 1n;
  for (const pair of preCriticalPairs) {
    if (!Number.isInteger(periodsTokens[pair])) return null;
    const own = BigInt(periodsTokens[pair] as number);
    period *= own / greatestCommonDivisor(own, period);
  }
  return period;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}
