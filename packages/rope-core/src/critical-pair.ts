/**
 * Where training stopped seeing whole turns: the critical pair c has lambda_(c-1) < L <= lambda_c.
 * Pairs below it have turned fully within L tokens (pre-critical) and only interpolate afterwards;
 * the others meet new rotations beyond L, which rounding cannot help and a scaling must.
 *
 * Judged on the wavelengths in use, so after scaling and rounding: YaRN at s = 8 leaves LLaMA2 39 of
 * its 46. A wavelength that Resonance rounds to exactly L counts as post-critical, by this definition,
 * though its feature gap is 0.
 */
import { angularFrequencies } from "./angular-frequencies.js";
import { requireEmbedding } from "./require-embedding.js";
import type { RotaryEmbedding } from "./rope-spec.js";

export interface Criticality {
  /** c: the first pair with a wavelength of L or more; P when there is none, and it may be 0. */
  readonly criticalPair: number;
  /** Every pair with a wavelength below L, ascending. LongRoPE's factors can scatter them beyond c. */
  readonly preCriticalPairs: readonly number[];
}

export interface CriticalPair extends Criticality {
  /** The same of plain RoPE: the spec's base and dimensions without scaling and rounding. */
  readonly unscaled: Criticality;
}

/** @throws RopeError on anything but an embedding. */
export function criticalPair(embedding: RotaryEmbedding): CriticalPair {
  const { spec, wavelengthsTokens } = requireEmbedding("criticalPair", embedding);
  const unscaled = angularFrequencies(2 * wavelengthsTokens.length, spec.base).map((theta) => (2 * Math.PI) / theta);
  return { ...judge(wavelengthsTokens, spec.trainedLength), unscaled: judge(unscaled, spec.trainedLength) };
}

function judge(wavelengthsTokens: Float64Array, trainedLength: number): Criticality {
  const preCriticalPairs = [...wavelengthsTokens.keys()].filter(
    (pair) => (wavelengthsTokens[pair] as number) < trainedLength,
  );
  const firstPostCritical = wavelengthsTokens.findIndex((wavelength) => !(wavelength < trainedLength));
  return { criticalPair: firstPostCritical === -1 ? wavelengthsTokens.length : firstPostCritical, preCriticalPairs };
}
