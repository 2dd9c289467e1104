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

/** What a reader calls a position encoding: "RoPE", "Resonance RoPE", "YaRN (best rational)". */
export function encodingName({ scaling, wavelengths }: Pick<RopeSpec, "scaling" | "wavelengths">): string {
  const name = scalingNames[scaling.type];
  if (wavelengths === "as-scaled") return name;
  if (wavelengths === "nearest-integer") return `Resonance ${name}`;
  return wavelengths === "best-rational" ? `${name} (best rational)` : `${name} (given wavelengths)`;
}
