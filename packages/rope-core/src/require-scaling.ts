/** A scaling's fields against its definition: checked here once, so that the scalings are formulas alone. */
import { requireChoice, requireObject } from "./require-choice.js";
import { requireNumber, requireNumbers } from "./require-number.js";
import type { RopeSpec } from "./rope-spec.js";
import type { ScalingField } from "./scaling-definition.js";
import { SCALINGS, SCALING_TYPES, type Scaling } from "./scalings.js";

/** @throws RopeError, in the name of `where`, when a field is missing or out of range. */
export function requireScaling(where: string, { scaling, rotaryFraction }: RopeSpec, pairs: number): Scaling {
  const type = requireChoice(where, "scaling.type", requireObject(where, "scaling", scaling).type, SCALING_TYPES);
  const values = scaling as object as Readonly<Record<string, unknown>>;
  for (const [name, field] of Object.entries<ScalingField>(SCALINGS[type].fields)) {
    const value = values[name];
    if ("length" in field) requireChoice<unknown>(where, name, value, field);
    else {
      const { perPair, fromField, isRotaryFraction, default: usual, ...range } = field;
      if (perPair) requireNumbers(where, name, value, range, pairs);
      else requireNumber(where, name, usual === null ? (value ?? 1) : value, range);
      if (fromField) requireNumber(where, name, value, { from: values[fromField] as number });
      if (isRotaryFraction) requireNumber(where, `rotaryFraction beside ${name}`, rotaryFraction, { from: 1 });
    }
  }
  return scaling;
}
