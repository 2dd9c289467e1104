/** The part of a RopeSpec that every scaling starts from: plain RoPE over the rotated dimensions. */
import { angularFrequencies } from "./angular-frequencies.js";
import { requireObject } from "./require-choice.js";
import { requireNumber } from "./require-number.js";
import type { RopeSpec } from "./rope-spec.js";

export interface UnscaledRope {
  /** R, even. */
  readonly rotatedDimensions: number;
  /** b. */
  readonly base: number;
  /** L, in tokens. */
  readonly trainedLength: number;
  /** theta_j in radians a token, length P. */
  readonly angularFrequencies: Float64Array;
}

/** @throws RopeError when the spec's dimension, base, length or fraction is out of range. */
export function unscaledRope(where: string, spec: RopeSpec): UnscaledRope {
  const { headDimension, base, trainedLength, rotaryFraction } = requireObject(where, "the spec", spec);
  requireNumber(where, "headDimension", headDimension, { whole: true, from: 1 });
  requireNumber(where, "trainedLength", trainedLength, { whole: true, from: 1 });
  requireNumber(where, "rotaryFraction", rotaryFraction, { above: 0, to: 1 });
  // Truncated as transformers does: int(head_dim * partial_rotary_factor).
  const rotatedDimensions = Math.trunc(headDimension * rotaryFraction);
  return { rotatedDimensions, base, trainedLength, angularFrequencies: angularFrequencies(rotatedDimensions, base) };
}
