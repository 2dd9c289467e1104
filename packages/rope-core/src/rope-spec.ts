/**
 * What a rotary position embedding is, as plain data: the one description that every package, file
 * and command shares. `createRotaryEmbedding` resolves it to numbers.
 *
 * Letters used throughout: D head dimension, R = D · rotaryFraction rotated dimensions, P = R / 2
 * pairs, b base, L trained length in tokens, s factor, theta_j angular frequency in radians a token,
 * lambda_j = 2 pi / theta_j wavelength in tokens.
 */
import type { Scaling } from "./scalings.js";
import type { WavelengthChoice } from "./wavelength-choices.js";

/** Which dimensions form pair j: (2j, 2j + 1), or (j, j + P) as Hugging Face lays them out. */
export type PairLayout = "interleaved" | "half-split";

export interface RopeSpec {
  /** D, the dimension of one attention head. */
  readonly headDimension: number;
  /** b, the rotary base. */
  readonly base: number;
  /** L, the length in tokens that training saw. */
  readonly trainedLength: number;
  /** Share of D that is rotated, first dimensions first; 1 rotates all. */
  readonly rotaryFraction: number;
  readonly scaling: Scaling;
  /** Which wavelengths are used once the scaling has set them; `"nearest-integer"` is Resonance, for any scaling. */
  readonly wavelengths: WavelengthChoice;
  readonly pairLayout: PairLayout;
}

export interface RotaryEmbedding {
  readonly spec: RopeSpec;
  /** theta_j in radians a token, length P, j ascending. */
  readonly angularFrequencies: Float64Array;
  /** lambda_j in tokens, length P; Infinity where the frequency is 0. */
  readonly wavelengthsTokens: Float64Array;
  /**
   * Whole tokens after which pair j has exactly the same rotation again, length P: a whole wavelength
   * itself, p of a wavelength p / q, 1 where the frequency is 0, Infinity where it never does.
   */
  readonly periodsTokens: Float64Array;
  /** Multiplies both cosines and sines. */
  readonly attentionFactor: number;
  /**
   * cos(m · theta_j) · attentionFactor, row-major T x P, for T whole positions m, which may be negative.
   * A pair with a period repeats bit for bit.
   * @throws RopeError on a position that is no whole number, or on more than 2^27 numbers.
   */
  cosines(positions: ArrayLike<number>): Float64Array;
  /** sin(m · theta_j) · attentionFactor, laid out and refused as `cosines`. */
  sines(positions: ArrayLike<number>): Float64Array;
}
