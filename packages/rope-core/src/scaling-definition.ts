/**
 * What a scaling is: what its fields may hold, and a formula. Checks, defaults, attention factors, the
 * schema of files on disk and the flags of the command line follow from it.
 */
import type { FieldsOf } from "./spec-field.js";
import type { UnscaledRope } from "./unscaled-rope.js";

/** @typeParam Fields the scaling as it is written: what may be left out is optional. */
export interface ScalingDefinition<Fields extends { readonly type: string }> {
  readonly fields: FieldsOf<Fields>;
  /** theta_j in radians a token, length P, before any wavelength is chosen; of fields that are checked. */
  frequencies(rope: UnscaledRope, scaling: Required<Fields>): Float64Array;
  /** What cosines and sines are multiplied by, so that attention stays as sharp over more tokens; default 1. */
  attentionFactor?(scaling: Required<Fields>, trainedLength: number): number;
}
