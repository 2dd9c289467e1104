/**
 * Resonance (Algorithm 1 of the paper) and its alternatives: one function over any frequencies,
 * whatever scaling made them. It runs once, offline; a model with other wavelengths costs nothing more.
 */
import { bestRational } from "./best-rational.js";
import { requireChoice } from "./require-choice.js";
import { requireNumber, requireNumbers } from "./require-number.js";
import type { RotaryEmbedding, WavelengthChoice } from "./rope-spec.js";

const WHERE = "chooseWavelengths";
/** Above pi a frequency is already an alias of a lower one; this only keeps every product finite. */
const HIGHEST_FREQUENCY = 2 ** 20;
/** Two periods of this size multiply exactly in float64, and the error 1 / p^2 is float64's own. */
const LONGEST_RATIONAL_PERIOD = 2 ** 26;
const FULL_TURN = 2 * Math.PI;

export type ChosenWavelengths = Pick<RotaryEmbedding, "angularFrequencies" | "wavelengthsTokens" | "periodsTokens">;

/**
 * @param angularFrequencies theta_j in radians a token, length P, 0 to 2^20, as a scaling left them.
 * @param choice see `WavelengthChoice`. Under `nearest-integer` a wavelength below 0.5 becomes 1 and
 *   not 0: at whole positions such a pair stands still. A frequency of 0 stays 0 under every choice but `given`.
 * @param trainedLength L in tokens, the longest period of `best-rational` (2^26 at most).
 * @returns three lists of length P: theta~_j in radians a token, lambda~_j and periods in tokens.
 * @throws RopeError on a frequency or wavelength out of range, or a list of another length.
 */
export function chooseWavelengths(
  angularFrequencies: ArrayLike<number>,
  choice: WavelengthChoice,
  trainedLength: number,
): ChosenWavelengths {
  requireNumbers(WHERE, "angularFrequencies", angularFrequencies, { from: 0, to: HIGHEST_FREQUENCY });
  requireNumber(WHERE, "trainedLength", trainedLength, { whole: true, from: 1 });
  const pairs = Array.from(angularFrequencies, chooserOf(choice, angularFrequencies.length, trainedLength));
  return {
    angularFrequencies: Float64Array.from(pairs, ([theta]) => theta),
    wavelengthsTokens: Float64Array.from(pairs, ([, wavelength]) => wavelength),
    periodsTokens: Float64Array.from(pairs, ([, , period]) => period),
  };
}

type ChosenPair = readonly [theta: number, wavelength: number, period: number];

const STILL: ChosenPair = [0, Infinity, 1];
const ofWavelength = (wavelength: number, period: number): ChosenPair =>
  wavelength === Infinity ? STILL : [FULL_TURN / wavelength, wavelength, period];

function chooserOf(
  choice: WavelengthChoice,
  pairs: number,
  trainedLength: number,
): (theta: number, pair: number) => ChosenPair {
  if (typeof choice === "object" && choice?.type === "given") {
    const given = choice.wavelengthsTokens;
    requireNumbers(WHERE, "wavelengthsTokens", given, { from: FULL_TURN / HIGHEST_FREQUENCY, to: Infinity }, pairs);
    return (_, pair) => {
      const wavelength = given[pair] as number;
      return ofWavelength(wavelength, Number.isInteger(wavelength) ? wavelength : Infinity);
    };
  }
  const rule = requireChoice(WHERE, "wavelengths", choice, ["as-scaled", "nearest-integer", "best-rational"]);
  const longestPeriod = Math.min(trainedLength, LONGEST_RATIONAL_PERIOD);
  return (theta) => {
    const wavelength = FULL_TURN / theta;
    if (wavelength === Infinity) return STILL;
    if (rule === "nearest-integer") {
      const whole = Math.max(1, Math.round(wavelength));
      return ofWavelength(whole, whole);
    }
    if (rule === "as-scaled" || wavelength > longestPeriod) return [theta, wavelength, Infinity];
    const { period, turns } = bestRational(theta, longestPeriod);
    return ofWavelength(period / turns, period);
  };
}
