/**
 * What a rotary position embedding is, as plain data: the one description that every package, file
 * and command shares. `createRotaryEmbedding` resolves it to numbers.
 *
 * Letters used throughout: D head dimension, R = D · rotaryFraction rotated dimensions, P = R / 2
 * pairs, b base, L trained length in tokens, s factor, theta_j angular frequency in radians a token,
 * lambda_j = 2 pi / theta_j wavelength in tokens.
 */

/** Which dimensions form pair j: (2j, 2j + 1), or (j, j + P) as Hugging Face lays them out. */
export type PairLayout = "interleaved" | "half-split";

/**
 * Which wavelengths are used once the scaling has set them. Resonance (Algorithm 1 of the paper) is
 * `"nearest-integer"`, and applies to any scaling.
 * - `as-scaled`: as the scaling left them;
 * - `nearest-integer`: round(lambda_j), at least 1 token;
 * - `best-rational`: the fraction p / q nearest in frequency with p at most L, whose rotations repeat
 *   after p tokens; a pair with lambda_j > L, which no such fraction is near, stays as scaled;
 * - `given`: P wavelengths in tokens, from the user; Infinity for a pair that does not turn.
 */
export type WavelengthChoice =
  | "as-scaled"
  | "nearest-integer"
  | "best-rational"
  | { readonly type: "given"; readonly wavelengthsTokens: readonly number[] };

/** Factors divide frequencies and are at least 1; lengths are in tokens. */
export type Scaling =
  | { readonly type: "none" }
  /** Position interpolation: theta_j / s (Chen 2023). */
  | { readonly type: "linear"; readonly factor: number }
  /** Base b · s^(R/(R-2)) (bloc97, the released code) or b · s (the paper's text, App. C.2). */
  | { readonly type: "ntk-aware"; readonly factor: number; readonly variant: "bloc97" | "paper" }
  /**
   * NTK-aware with a factor that grows with the sequence, for a table made at `currentLength`.
   * `paper`: s = currentLength / L. `transformers`: s = factor · currentLength / L - (factor - 1).
   * Up to L nothing is scaled. `paper` makes no use of `factor`.
   */
  | {
      readonly type: "dynamic-ntk";
      readonly variant: "paper" | "transformers";
      readonly factor: number;
      readonly currentLength: number;
    }
  /** Another base, chosen by hand (ABF, Xiong 2023). */
  | { readonly type: "adjusted-base"; readonly base: number }
  /**
   * YaRN (Peng 2024), in the three forms in use. `pair-index`: frequencies blended over a ramp in the
   * pair index (every implementation). `frequencies-by-ratio`: frequencies blended over
   * r = originalLength / lambda. `wavelengths-by-ratio`: wavelengths blended over r (the paper's formula).
   * `truncate` rounds the ends of the pair-index ramp outward. `attentionFactor` null: 0.1 ln(s) + 1.
   */
  | {
      readonly type: "yarn";
      readonly factor: number;
      readonly originalLength: number;
      /** alpha of the YaRN paper: rotations within originalLength below which a pair is interpolated whole. */
      readonly alpha: number;
      /** beta of the YaRN paper: rotations above which a pair is left alone. */
      readonly beta: number;
      readonly blend: "pair-index" | "frequencies-by-ratio" | "wavelengths-by-ratio";
      readonly truncate: boolean;
      readonly attentionFactor: number | null;
    }
  /**
   * One divisor a pair (Phi-3). The long list serves lengths above `originalLength`.
   * `attentionFactor` null: sqrt(1 + ln(L / originalLength) / ln(originalLength)), at least 1.
   */
  | {
      readonly type: "longrope";
      readonly shortFactors: readonly number[];
      readonly longFactors: readonly number[];
      readonly originalLength: number;
      readonly currentLength: number;
      readonly attentionFactor: number | null;
    }
  /** Llama 3.1's: long wavelengths divided by s, short ones kept, a smooth band between. */
  | {
      readonly type: "llama3";
      readonly factor: number;
      readonly lowFrequencyFactor: number;
      readonly highFrequencyFactor: number;
      readonly originalLength: number;
    }
  /**
   * Gemma 4's partial rotary: exponents over all of D, the first `rotatedFraction` of the pairs turned,
   * the rest 0. Wants `rotaryFraction` 1.
   */
  | { readonly type: "proportional"; readonly factor: number; readonly rotatedFraction: number };

/** The scaling of that name. */
export type ScalingOf<Type extends Scaling["type"]> = Extract<Scaling, { readonly type: Type }>;

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
