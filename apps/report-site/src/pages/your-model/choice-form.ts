/** The choice as fields of the URL's hash: what anybody may have typed is taken only where the form offers it. */
import {
  SCALINGS,
  SCALING_TYPES,
  type Scaling,
  WAVELENGTH_CHOICES,
  WAVELENGTH_TYPES,
  type WavelengthType,
} from "@resonance-rope/rope-core";
import type { ModelDescription } from "@resonance-rope/rope-interop";
import { wholeNumberWithin } from "../number-within.js";
import type { HashForm } from "../use-hash-state.js";
import { type EncodingChoice, needsList } from "./encoding-choice.js";

const longestTarget = 2 ** 24;
/** How far a model is taken where nobody said: the factor of most published long versions. */
const usualFactor = 4;

/** No form holds a list of a number for each pair: those are the command line's. */
export const scalingsOffered: readonly Scaling["type"][] = SCALING_TYPES.filter(
  (type) => !needsList(SCALINGS[type].fields),
);
/** `least-phase-error` tries every whole number over every tested position: minutes, at the lengths of language models. */
export const wavelengthsOffered: readonly WavelengthType[] = WAVELENGTH_TYPES.filter(
  (type) => type !== "least-phase-error" && !needsList(WAVELENGTH_CHOICES[type].fields),
);

/** For a model that was just opened: longer than it is, with Resonance. */
export function usualChoice({ spec, contextLength }: ModelDescription): EncodingChoice {
  const { trainedLength, scaling } = spec;
  return {
    target: contextLength > trainedLength ? contextLength : usualFactor * trainedLength,
    scaling: scaling.type === "none" ? "yarn" : "own",
    wavelengths: "nearest-integer",
    settings: {},
  };
}

export function choiceForm(initial: EncodingChoice): HashForm<EncodingChoice> {
  return {
    initial,
    read(fields) {
      const settings = [...fields].filter(([name]) => name.includes("."));
      return {
        target: wholeNumberWithin(fields.get("target"), 1, longestTarget) ?? initial.target,
        scaling:
          (["own", ...scalingsOffered] as const).find((type) => type === fields.get("scaling")) ?? initial.scaling,
        wavelengths: wavelengthsOffered.find((type) => type === fields.get("wavelengths")) ?? initial.wavelengths,
        settings: Object.fromEntries(settings),
      };
    },
    write({ target, scaling, wavelengths, settings }) {
      const typed = Object.entries(settings).filter(([, text]) => text !== "");
      return { target: String(target), scaling, wavelengths, ...Object.fromEntries(typed) };
    },
  };
}
