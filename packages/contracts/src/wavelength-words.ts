/**
 * A choice of wavelengths as the command line has it: its name, and behind a colon its number, as in
 * `divisors-of:64`. Null for `given`, whose list is a file.
 */
import { type SpecField, WAVELENGTH_CHOICES, type WavelengthChoice } from "@resonance-rope/rope-core";

export function wavelengthWords(choice: WavelengthChoice): string | null {
  if (typeof choice === "string") return choice;
  const fields = Object.entries<SpecField>(WAVELENGTH_CHOICES[choice.type].fields);
  if (fields.some(([, field]) => "perPair" in field)) return null;
  const values = choice as object as Readonly<Record<string, unknown>>;
  return [choice.type, ...fields.map(([name]) => values[name])].join(":");
}
