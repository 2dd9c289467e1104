/** Fields against their definition: checked here once, so that scalings and choices of wavelengths are formulas alone. */
import { requireChoice } from "./require-choice.js";
import { requireNumber, requireNumbers } from "./require-number.js";
import type { SpecField } from "./spec-field.js";

/** @throws RopeError, in the name of `where`, when a field is missing or out of range. */
export function requireFields(
  where: string,
  fields: object,
  holder: object,
  { pairs, rotaryFraction = 1 }: { readonly pairs: number; readonly rotaryFraction?: number },
): void {
  const values = holder as Readonly<Record<string, unknown>>;
  for (const [name, field] of Object.entries<SpecField>(fields as Readonly<Record<string, SpecField>>)) {
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
}
