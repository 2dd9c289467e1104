/**
 * Every choice of wavelengths, by name: Resonance and its alternatives, each for any scaling. One more is a
 * file under `wavelengths/` and its lines here: whatever else the packages and commands know of them
 * follows from this list.
 */
import type { WavelengthDefinition } from "./wavelength-definition.js";
import { asScaled } from "./wavelengths/as-scaled.js";
import { bestRational } from "./wavelengths/best-rational.js";
import { coprime } from "./wavelengths/coprime.js";
import { type DivisorsOf, divisorsOf } from "./wavelengths/divisors-of.js";
import { down } from "./wavelengths/down.js";
import { type GivenWavelengths, given } from "./wavelengths/given.js";
import { type LeastPhaseError, leastPhaseError } from "./wavelengths/least-phase-error.js";
import { type MultiplesOf, multiplesOf } from "./wavelengths/multiples-of.js";
import { nearestInteger } from "./wavelengths/nearest-integer.js";
import { type NearestIntegerBelow, nearestIntegerBelow } from "./wavelengths/nearest-integer-below.js";
import { up } from "./wavelengths/up.js";

/**
 * A choice as it is written: fields with a default may be left out. A choice without fields is its name.
 * The formula of each stands in its file; in short, with lambda_j the wavelength that the scaling left:
 * - `as-scaled`: lambda_j;
 * - `nearest-integer`: round(lambda_j), which is Resonance;
 * - `best-rational`: the p / q nearest in frequency with p at most L;
 * - `up`, `down`: ceil(lambda_j), floor(lambda_j);
 * - `coprime`: the nearest whole number that has no factor in common with those of earlier pairs;
 * - `divisors-of`, `multiples-of`: the nearest divisor or multiple of a chosen period;
 * - `nearest-integer-below`: round(lambda_j) of the wavelengths below a limit;
 * - `least-phase-error`: the whole number that turns most like lambda_j over a tested length;
 * - `given`: P wavelengths from the user.
 */
export type WavelengthChoiceWithDefaults =
  | "as-scaled"
  | "nearest-integer"
  | "best-rational"
  | "up"
  | "down"
  | "coprime"
  | DivisorsOf
  | MultiplesOf
  | NearestIntegerBelow
  | LeastPhaseError
  | GivenWavelengths;

type Complete<Written> = Written extends object ? Required<Written> : Written;
type AsObject<Written> = Written extends string ? { readonly type: Written } : Written;
type Objects = Extract<AsObject<WavelengthChoiceWithDefaults>, object>;

/** A choice with all of its fields. */
export type WavelengthChoice = Complete<WavelengthChoiceWithDefaults>;

export type WavelengthType = Objects["type"];

export const WAVELENGTH_CHOICES: {
  readonly [Type in WavelengthType]: WavelengthDefinition<Extract<Objects, { readonly type: Type }>>;
} = {
  "as-scaled": asScaled,
  "nearest-integer": nearestInteger,
  "best-rational": bestRational,
  up,
  down,
  coprime,
  "divisors-of": divisorsOf,
  "multiples-of": multiplesOf,
  "nearest-integer-below": nearestIntegerBelow,
  "least-phase-error": leastPhaseError,
  given,
};

/** Their names, in that order. */
export const WAVELENGTH_TYPES: readonly WavelengthType[] = Object.keys(WAVELENGTH_CHOICES) as WavelengthType[];
