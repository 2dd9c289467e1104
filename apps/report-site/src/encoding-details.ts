import type { RopeSpec } from "@resonance-rope/rope-core";

/** The settings that the name leaves out, to tell two encodings of one name apart. */
export function encodingDetails({ base, pairLayout, rotaryFraction, scaling }: RopeSpec): string {
  const settings = Object.entries(scaling)
    .filter(([field, value]) => field !== "type" && (typeof value === "number" || typeof value === "string"))
    .map(([field, value]) => `${spaced(field)} ${value}`);
  const fraction = rotaryFraction === 1 ? [] : [`rotary fraction ${rotaryFraction}`];
  return [...settings, `rotary base ${base}`, pairLayout, ...fraction].join(", ");
}

function spaced(camelCase: string): string {
  return camelCase.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}
