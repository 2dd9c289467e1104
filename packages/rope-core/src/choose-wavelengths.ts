/**
 * Resonance (Algorithm 1 of the paper) and its alternatives: one function over any frequencies,
 * whatever scaling made them. It runs once, offline; a model with other wavelengths costs nothing more.
 */
import { requireChoice } from "./require-choice.js";
import { requireFields } from "./require-fields.js";
import { requireNumber, requireNumbers } from "./require-number.js";
import type { RotaryEmbedding } from "./rope-spec.js";
import {
  WAVELENGTH_CHOICES,
  WAVELENGTH_TYPES,
  type WavelengthChoice,
  type WavelengthType,
} from "./wavelength-choices.js";
import type { ChosenWavelength, ScaledPair, WavelengthDefinition } from "./wavelength-definition.js";

const WHERE = "chooseWavelengths";
/** Above pi a frequency is already an alias of a lower one; this only keeps every product finite. */
const HIGHEST_FREQUENCY = 2 ** 20;
const FULL_TURN = 2 * Math.PI;

export type ChosenWavelengths = Pick<RotaryEmbedding, "angularFrequencies" | "wavelengthsTokens" | "periodsTokens">;

/**
 * @param angularFrequencies theta_j in radians a token, length P, 0 to 2^20, as a scaling left them.
 * @param choice see `WavelengthChoice`. A frequency of 0 stays 0 under every choice but `given`.
 * @param trainedLength L in tokens.
 * @returns three lists of length P: theta~_j in radians a token, lambda~_j and periods in tokens.
 * @throws RopeError on a frequency or a field out of range, or a list of another length.
 */
export function chooseWavelengths(
  angularFrequencies: ArrayLike<number>,
  choice: WavelengthChoice,
  trainedLength: number,
): ChosenWavelengths {
  requireNumbers(WHERE, "angularFrequencies", angularFrequencies, { from: 0, to: HIGHEST_FREQUENCY });
  requireNumber(WHERE, "trainedLength", trainedLength, { whole: true, from: 1 });
  const pairs = angularFrequencies.length;
  const { definition, fields } = requireWavelengths(choice, pairs);
  const chosen: ChosenPair[] = [];
  const earlierPeriods: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const theta = angularFrequencies[pair] as number;
    const scaled = { theta, wavelength: wavelengthOf(theta), pair, pairs, trainedLength, earlierPeriods };
    const resolved = resolve(scaled, definition.choose(scaled, fields));
    chosen.push(resolved);
    earlierPeriods.push(resolved[2]);
  }
  return {
    angularFrequencies: Float64Array.from(chosen, ([theta]) => theta),
    wavelengthsTokens: Float64Array.from(chosen, ([, wavelength]) => wavelength),
    periodsTokens: Float64Array.from(earlierPeriods),
  };
}

type ChosenPair = readonly [theta: number, wavelength: number, period: number];

function requireWavelengths(
  choice: WavelengthChoice,
  pairs: number,
): { definition: WavelengthDefinition<{ readonly type: WavelengthType }>; fields: { readonly type: WavelengthType } } {
  const fields = typeof choice === "object" && choice !== null ? choice : { type: choice };
  const type = requireChoice(WHERE, "wavelengths", fields.type, WAVELENGTH_TYPES);
  const definition = WAVELENGTH_CHOICES[type] as WavelengthDefinition<{ readonly type: WavelengthType }>;
  // One spelling of each: a choice without fields is its name.
  if (Object.keys(definition.fields).length === 0) requireChoice(WHERE, "wavelengths", choice, WAVELENGTH_TYPES);
  requireFields(WHERE, definition.fields, fields, { pairs });
  return { definition, fields };
}

/** 2 pi / theta, and the whole number itself where that is its frequency: an ulp more would round up to the next. */
function wavelengthOf(theta: number): number {
  const wavelength = FULL_TURN / theta;
  const whole = Math.round(wavelength);
  return FULL_TURN / whole === theta ? whole : wavelength;
}

function resolve({ theta, wavelength }: ScaledPair, chosen: ChosenWavelength): ChosenPair {
  const tokens = typeof chosen === "object" ? (chosen ? chosen.period / chosen.turns : wavelength) : chosen;
  if (tokens === Infinity) return [0, Infinity, 1];
  if (chosen === null) return [theta, tokens, Infinity];
  const whole = Number.isInteger(tokens) ? tokens : Infinity;
  return [FULL_TURN / tokens, tokens, typeof chosen === "number" ? whole : chosen.period];
}
