/** The choice of wavelengths that `--resonance` and `--wavelengths` describe. */
import { ResonanceError } from "@resonance-rope/contracts";
import {
  type SpecField,
  WAVELENGTH_CHOICES,
  WAVELENGTH_TYPES,
  type WavelengthChoice,
  type WavelengthChoiceWithDefaults,
  withRopeDefaults,
} from "@resonance-rope/rope-core";
import { readJson } from "./read-json.js";

export interface WavelengthFlags {
  readonly resonance?: true;
  readonly wavelengths?: string;
}

interface Form {
  /** `up`, `divisors-of[:TOKENS]`, `multiples-of:TOKENS`. */
  readonly words: string;
  readonly type: string;
  /** The field that the number behind the colon is. */
  readonly field: string | undefined;
}

/** Of every choice but that of a list, which is a file. No other has more than one field. */
const forms: readonly Form[] = WAVELENGTH_TYPES.flatMap((type): Form[] => {
  const [[field, definition] = []] = Object.entries<SpecField>(WAVELENGTH_CHOICES[type].fields);
  if (definition === undefined) return [{ words: type, type, field }];
  if ("perPair" in definition) return [];
  return [{ words: `${type}${"default" in definition ? "[:TOKENS]" : ":TOKENS"}`, type, field }];
});

/** As help and errors name them. */
export const wavelengthForms: string = `${forms.map(({ words }) => words).join(", ")}, or a JSON file with a list of tokens`;

/** @param trainedLength L in tokens, which is the number where it may be left out. */
export function wavelengthsFromFlags(
  { resonance, wavelengths }: WavelengthFlags,
  trainedLength: number,
): WavelengthChoice {
  if (wavelengths === undefined) return resonance === true ? "nearest-integer" : "as-scaled";
  if (resonance === true && wavelengths !== "nearest-integer")
    throw refused(
      "--resonance",
      "--resonance alone, or --wavelengths nearest-integer",
      `--wavelengths ${wavelengths} beside it`,
    );
  const [name, ...numbers] = wavelengths.split(":");
  const form = forms.find(({ type }) => type === name);
  const written = form === undefined ? fromFile(wavelengths) : fromWords(form, numbers);
  return withRopeDefaults({ headDimension: 2, trainedLength, wavelengths: written }).wavelengths;
}

function fromWords({ words, type, field }: Form, numbers: readonly string[]): WavelengthChoiceWithDefaults {
  const [text, ...more] = numbers;
  const fits = text === undefined ? !words.endsWith(":TOKENS") : field !== undefined && /^\d+(\.\d+)?$/u.test(text);
  if (!fits || more.length > 0) throw refused("--wavelengths", words, [type, ...numbers].join(":"));
  if (field === undefined) return type as WavelengthChoice;
  return { type, ...(text === undefined ? {} : { [field]: Number(text) }) } as WavelengthChoiceWithDefaults;
}

function fromFile(file: string): WavelengthChoice {
  const tokens = readJson(file, "--wavelengths", wavelengthForms);
  if (Array.isArray(tokens) && tokens.every((value) => typeof value === "number" && value > 0))
    return { type: "given", wavelengthsTokens: tokens };
  throw refused("--wavelengths", "a JSON file with a list of positive numbers, one wavelength in tokens a pair", file);
}

function refused(where: string, expected: string, received: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where, expected, received });
}
