/** What a reader calls a position encoding: the scaling's name, and what was done to its wavelengths. */
import type { RopeSpec, Scaling } from "@resonance-rope/rope-core";

const scalingNames: Readonly<Record<Scaling["type"], string>> = {
  none: "RoPE",
  linear: "Linear",
  "ntk-aware": "NTK-aware",
  "dynamic-ntk": "Dynamic NTK",
  "adjusted-base": "Adjusted base",
  yarn: "YaRN",
  longrope: "LongRoPE",
  llama3: "Llama 3",
  proportional: "Proportional",
};

/** "RoPE", "Resonance RoPE", "YaRN", "Resonance YaRN", "YaRN (best rational)" and so on. */
export function encodingName({ scaling, wavelengths }: Pick<RopeSpec, "scaling" | "wavelengths">): string {
  const name = scalingNames[scaling.type];
  if (wavelengths === "as-scaled") return name;
  if (wavelengths === "nearest-integer") return `Resonance ${name}`;
  return wavelengths === "best-rational" ? `${name} (best rational)` : `${name} (given wavelengths)`;
}

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
