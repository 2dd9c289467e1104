/** What a field of a scaling, or of a choice of wavelengths, may hold: data, from which checks, defaults, schemas and flags follow. */
import type { NumberRange } from "./require-number.js";

/** Numbers that a field may hold. Where the interface has it optional, there is a default. */
export interface NumberField extends NumberRange {
  /** A list of P numbers, each within the range, instead of one. */
  readonly perPair?: true;
  /** The name of an earlier field that this one is not below; where the two are equal, a ramp is a step. */
  readonly fromField?: string;
  /** The share of D that is rotated: the spec's own `rotaryFraction`, which would multiply, is 1. */
  readonly isRotaryFraction?: true;
  /** `trainedLength` is L. With null, null may be given too, for the formula's own. */
  readonly default?: number | null | "trainedLength";
}

/** A range of numbers, or the choices, the usual one first: it is the default. */
export type SpecField = NumberField | readonly (string | boolean)[];

type FieldOf<Value, IsOptional> = [Value] extends [string | boolean]
  ? IsOptional extends true
    ? readonly Value[]
    : never
  : NumberField & (IsOptional extends true ? { readonly default: unknown } : { readonly default?: never });

/**
 * One for each field of `Written`, in the order in which files hold them.
 * @typeParam Written the object as it is written: what may be left out is optional.
 */
export type FieldsOf<Written extends { readonly type: string }> = {
  readonly [Name in Exclude<keyof Written, "type">]-?: FieldOf<
    Required<Written>[Name],
    object extends Pick<Written, Name> ? true : false
  >;
};
