import { requireChoice, requireObject } from "./require-choice.js";
import { requireFields } from "./require-fields.js";
import type { RopeSpec } from "./rope-spec.js";
import { SCALINGS, SCALING_TYPES, type Scaling } from "./scalings.js";

/** @throws RopeError, in the name of `where`, when the scaling is unknown, or a field missing or out of range. */
export function requireScaling(where: string, { scaling, rotaryFraction }: RopeSpec, pairs: number): Scaling {
  const type = requireChoice(where, "scaling.type", requireObject(where, "scaling", scaling).type, SCALING_TYPES);
  requireFields(where, SCALINGS[type].fields, scaling, { pairs, rotaryFraction });
  return scaling;
}
