/** What a reader chose in the form: as the encoding that an export takes, and as flags that ask the same of the command line. */
import { scalingFlag, wavelengthWords } from "@resonance-rope/contracts";
import {
  SCALINGS,
  type Scaling,
  type ScalingWithDefaults,
  type SpecField,
  WAVELENGTH_CHOICES,
  type WavelengthChoice,
  type WavelengthChoiceWithDefaults,
  type WavelengthType,
  withRopeDefaults,
} from "@resonance-rope/rope-core";
import type { ModelDescription, NewEncoding } from "@resonance-rope/rope-interop";

export interface EncodingChoice {
  /** The length in tokens that the model is to be used at. */
  readonly target: number;
  /** `own`: as the model has it. */
  readonly scaling: Scaling["type"] | "own";
  readonly wavelengths: WavelengthType;
  /** Settings as typed, by `fieldKey`; one left out or empty has its usual value. */
  readonly settings: Readonly<Record<string, string>>;
}

/** A field of a scaling, or of a choice of wavelengths, that the form asks for. */
export interface ChoiceField {
  readonly name: string;
  readonly field: SpecField;
}

/** `yarn.beta`: a setting stays typed while its scaling is not the chosen one. */
export const fieldKey = (type: string, name: string): string => `${type}.${name}`;

/** The target gives these. */
const fromTarget: readonly string[] = ["factor", "currentLength"];

const fieldsOf = (fields: object): ChoiceField[] =>
  Object.entries<SpecField>(fields as Readonly<Record<string, SpecField>>).map(([name, field]) => ({ name, field }));

const isAsked = ({ name, field }: ChoiceField): boolean => !fromTarget.includes(name) && !("perPair" in field);

export const scalingFields = (type: EncodingChoice["scaling"]): ChoiceField[] =>
  type === "own" ? [] : fieldsOf(SCALINGS[type].fields).filter(isAsked);

export const wavelengthFields = (type: WavelengthType): ChoiceField[] =>
  fieldsOf(WAVELENGTH_CHOICES[type].fields).filter(isAsked);

/** Whether a list of one number a pair is part of it, which no form holds. */
export const needsList = (fields: object): boolean => fieldsOf(fields).some(({ field }) => "perPair" in field);

export interface ChosenEncoding {
  readonly encoding: NewEncoding;
  /** Of `resonance export`. */
  readonly flags: readonly string[];
}

/** @throws RopeError on what no encoding can be; what does not fit the model is refused by the export. */
export function chosenEncoding(choice: EncodingChoice, description: ModelDescription): ChosenEncoding {
  const { target: contextLength, scaling, wavelengths } = choice;
  const length = [`--target ${contextLength}`];
  const chosen = wavelengthChoice(choice, description);
  const words = wavelengths === "nearest-integer" ? "--resonance" : `--wavelengths ${wavelengthWords(chosen)}`;
  if (scaling === "own") return { encoding: { wavelengths: chosen, contextLength }, flags: [...length, words] };
  return {
    encoding: { scaling: newScaling(choice, scaling, description), wavelengths: chosen, contextLength },
    flags: [
      `--scaling ${scaling}`,
      ...scalingFields(scaling).flatMap(({ name }) => flagOf(choice, scaling, name)),
      ...length,
      ...(wavelengths === "as-scaled" ? [] : [words]),
    ],
  };
}

function newScaling(choice: EncodingChoice, type: Scaling["type"], { spec }: ModelDescription): Scaling {
  const { trainedLength } = spec;
  const given = { factor: choice.target / trainedLength, currentLength: choice.target };
  const own = Object.entries(given).filter(([name]) => name in SCALINGS[type].fields);
  const typed = typedValues(choice, type, scalingFields(type));
  const scaling = { type, ...Object.fromEntries(own), ...typed } as ScalingWithDefaults;
  return withRopeDefaults({ headDimension: 2, trainedLength, scaling }).scaling;
}

function wavelengthChoice(choice: EncodingChoice, { spec }: ModelDescription): WavelengthChoice {
  const { wavelengths: type } = choice;
  const hasFields = Object.keys(WAVELENGTH_CHOICES[type].fields).length > 0;
  const written = { type, ...typedValues(choice, type, wavelengthFields(type)) };
  const wavelengths = (hasFields ? written : type) as WavelengthChoiceWithDefaults;
  return withRopeDefaults({ headDimension: 2, trainedLength: spec.trainedLength, wavelengths }).wavelengths;
}

function typedValues({ settings }: EncodingChoice, type: string, fields: readonly ChoiceField[]): object {
  const typed = fields.flatMap(({ name, field }): [string, unknown][] => {
    const text = settings[fieldKey(type, name)] ?? "";
    if (text === "") return [];
    return [[name, "length" in field ? field.find((value) => String(value) === text) : Number(text)]];
  });
  return Object.fromEntries(typed) as object;
}

function flagOf({ settings }: EncodingChoice, type: Scaling["type"], name: string): string[] {
  const text = settings[fieldKey(type, name)] ?? "";
  const flag = scalingFlag(type, name);
  // A switch that is on is no flag.
  if (text === "" || text === "true") return [];
  return [text === "false" ? flag.replace("--", "--no-") : `${flag} ${text}`];
}
