import type { RopeSpec, Scaling } from "@resonance-rope/rope-core";

/** Names that are not the scaling's own with a capital. */
const scalingNames: Readonly<Partial<Record<Scaling["type"], string>>> = {
  none: "RoPE",
  "ntk-aware": "NTK-aware",
  "dynamic-ntk": "Dynamic NTK",
  yarn: "YaRN",
  longrope: "LongRoPE",
  llama3: "Llama 3",
};

/** What a reader calls a position encoding: "RoPE", "Resonance RoPE", "YaRN (best rational)". */
export function encodingName({ scaling, wavelengths }: Pick<RopeSpec, "scaling" | "wavelengths">): string {
  const name = scalingNames[scaling.type] ?? withCapital(scaling.type.replaceAll("-", " "));
  if (wavelengths === "as-scaled") return name;
  if (wavelengths === "nearest-integer") return `Resonance ${name}`;
  return wavelengths === "best-rational" ? `${name} (best rational)` : `${name} (given wavelengths)`;
}

const withCapital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
