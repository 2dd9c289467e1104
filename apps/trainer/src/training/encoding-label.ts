import type { RopeSpec } from "@resonance-rope/rope-core";

const scalingNames: Readonly<Record<RopeSpec["scaling"]["type"], string>> = {
  none: "RoPE",
  linear: "linear",
  "ntk-aware": "NTK-aware",
  "dynamic-ntk": "dynamic NTK",
  "adjusted-base": "adjusted base",
  yarn: "YaRN",
  longrope: "LongRoPE",
  llama3: "Llama 3",
  proportional: "proportional",
};

/** What the paper calls an encoding: "RoPE", "Resonance YaRN". */
export function encodingLabel({ scaling, wavelengths }: RopeSpec): string {
  const name = scalingNames[scaling.type];
  if (wavelengths === "nearest-integer") return `Resonance ${name}`;
  if (wavelengths === "as-scaled") return name;
  return `${name}, ${wavelengths === "best-rational" ? "best rational" : "given"} wavelengths`;
}
