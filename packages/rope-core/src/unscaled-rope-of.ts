import { angularFrequencies } from "./angular-frequencies.js";
import { requireObject } from "./require-choice.js";
import { requireNumber } from "./require-number.js";
import type { RopeSpec } from "./rope-spec.js";
import type { UnscaledRope } from "./unscaled-rope.js";

/** @throws RopeError when the spec's dimension, base, length or fraction is out of range. */
export function unscaledRopeOf(where: string, spec: RopeSpec): UnscaledRope {
  const { headDimension, base, trainedLength, rotaryFraction } = requireObject(where, "the spec", spec);
  requireNumber(where, "headDimension", headDimension, { whole: true, from: 1 });
  requireNumber(where, "trainedLength", trainedLength, { whole: true, from: 1 });
  requireNumber(where, "rotaryFraction", rotaryFraction, { above: 0, to: 1 });
  // Truncated as transformers does: int(head_dim * partial_rotary_factor).
  const rotatedDimensions = Math.trunc(headDimension * rotaryFraction);
  return { rotatedDimensions, base, trainedLength, angularFrequencies: angularFrequencies(rotatedDimensions, base) };
}
