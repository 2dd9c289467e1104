/**
 * What a scaling is: what its fields may hold, and a formula. Checks, defaults, attention factors, the
 * schema of files on disk and the flags of the command line follow from it.
 */
import type { UnscaledRope } from "./unscaled-rope.js";
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
export type ScalingField = NumberField | readonly (string | boolean)[];

type FieldOf<Value, IsOptional> = [Value] extends [string | boolean]
  ? IsOptional extends true
    ? readonly Value[]
    : never
  : NumberField & (IsOptional extends true ? { readonly default: unknown } : { readonly default?: never });

/** @typeParam Fields the scaling as it is written: what may be left out is optional. */
export interface ScalingDefinition<Fields extends { readonly type: string }> {
  /** In the order in which files hold them. */
  readonly fields: {
    readonly [Name in Exclude<keyof Fields, "type">]-?: FieldOf<
      Required<Fields>[Name],
      object extends Pick<Fields, Name> ? true : false
    >;
  };
  /** theta_j in radians a token, length P, before any wavelength is chosen; of fields that are checked. */
  frequencies(rope: UnscaledRope, scaling: Required<Fields>): Float64Array;
  /** What cosines and sines are multiplied by, so that attention stays as sharp over more tokens; default 1. */
  attentionFactor?(scaling: Required<Fields>, trainedLength: number): number;
}
