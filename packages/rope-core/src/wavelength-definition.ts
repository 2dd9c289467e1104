/**
 * What a choice of wavelengths is: what its fields may hold, and a formula for one pair. Checks, defaults,
 * the schema of files on disk, names, and the words of the command line follow from it.
 */
import type { Fraction } from "./nearest-fraction.js";
import type { FieldsOf } from "./spec-field.js";

/** A pair as a scaling left it. */
export interface ScaledPair {
  /** theta_j in radians a token. */
  readonly theta: number;
  /** lambda_j in tokens; Infinity where the frequency is 0. */
  readonly wavelength: number;
  /** j, from 0. */
  readonly pair: number;
  /** P. */
  readonly pairs: number;
  /** L in tokens. */
  readonly trainedLength: number;
  /** Periods already chosen, in tokens, of pairs 0 … j-1. */
  readonly earlierPeriods: readonly number[];
}

/** p / q tokens; a wavelength in tokens, its own period where it is whole; or null, as scaled. */
export type ChosenWavelength = Fraction | number | null;

/** @typeParam Fields the choice as it is written: what may be left out is optional. */
export interface WavelengthDefinition<Fields extends { readonly type: string }> {
  readonly fields: FieldsOf<Fields>;
  /** Of fields that are checked. A pair that stands still stays so unless the choice says otherwise. */
  choose(pair: ScaledPair, choice: Required<Fields>): ChosenWavelength;
}
