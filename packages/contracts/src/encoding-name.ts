import type { RopeSpec, Scaling, WavelengthType } from "@resonance-rope/rope-core";
import { wavelengthWords } from "./wavelength-words.js";

/** Names that are not the scaling's own with a capital. */
const scalingNames: Readonly<Partial<Record<Scaling["type"], string>>> = {
  none: "RoPE",
  "ntk-aware": "NTK-aware",
  "dynamic-ntk": "Dynamic NTK",
  yarn: "YaRN",
  longrope: "LongRoPE",
  llama3: "Llama 3",
};

/** What is said of wavelengths behind the name, where that is not their words on the command line. */
const wavelengthNames: Readonly<Partial<Record<WavelengthType, string>>> = {
  up: "rounded up",
  down: "rounded down",
  given: "given wavelengths",
};

/** What a reader calls a position encoding: "RoPE", "Resonance RoPE", "YaRN (best rational)", "YaRN (divisors of 64)". */
export function encodingName({ scaling, wavelengths }: Pick<RopeSpec, "scaling" | "wavelengths">): string {
  const name = scalingNames[scaling.type] ?? withCapital(scaling.type.replaceAll("-", " "));
  if (wavelengths === "as-scaled") return name;
  if (wavelengths === "nearest-integer") return `Resonance ${name}`;
  const type = typeof wavelengths === "string" ? wavelengths : wavelengths.type;
  return `${name} (${wavelengthNames[type] ?? wavelengthWords(wavelengths)?.replaceAll(/[-:]/gu, " ") ?? type})`;
}

const withCapital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
