/** A RopeSpec from the few fields that matter, the rest as most models and implementations have them. */
import { requireChoice, requireObject } from "./require-choice.js";
import type { RopeSpec } from "./rope-spec.js";
import { SCALINGS, SCALING_TYPES, type Scaling, type ScalingWithDefaults } from "./scalings.js";
import type { SpecField } from "./spec-field.js";
import {
  WAVELENGTH_CHOICES,
  WAVELENGTH_TYPES,
  type WavelengthChoice,
  type WavelengthChoiceWithDefaults,
} from "./wavelength-choices.js";

export type RopeSpecWithDefaults = Pick<RopeSpec, "headDimension" | "trainedLength"> &
  Partial<Omit<RopeSpec, "scaling" | "wavelengths">> & {
    readonly scaling?: ScalingWithDefaults;
    readonly wavelengths?: WavelengthChoiceWithDefaults;
  };

const WHERE = "withRopeDefaults";

/**
 * Base 10000, all dimensions rotated, no scaling, wavelengths as scaled, half-split pairs. The defaults of a
 * scaling, or of a choice of wavelengths, stand in its own file: `ntk-aware` is bloc97's, `dynamic-ntk`
 * transformers', YaRN has alpha 1, beta 32 and the pair-index blend.
 * @throws RopeError when the spec or its scaling is no object, or scaling or wavelengths have no known type.
 *   The numbers are checked by `createRotaryEmbedding`.
 */
export function withRopeDefaults(spec: RopeSpecWithDefaults): RopeSpec {
  const { scaling = { type: "none" }, wavelengths = "as-scaled", ...rest } = requireObject(WHERE, "the spec", spec);
  const type = requireChoice(WHERE, "scaling.type", requireObject(WHERE, "scaling", scaling).type, SCALING_TYPES);
  return {
    base: 10_000,
    rotaryFraction: 1,
    wavelengths: typeof wavelengths === "object" ? withFields(wavelengths, rest.trainedLength) : wavelengths,
    pairLayout: "half-split",
    ...rest,
    scaling: { ...usualValues(SCALINGS[type].fields, rest.trainedLength), ...scaling } as Scaling,
  };
}

function withFields(
  wavelengths: Extract<WavelengthChoiceWithDefaults, object>,
  trainedLength: number,
): WavelengthChoice {
  const { type: name } = requireObject(WHERE, "wavelengths", wavelengths);
  const type = requireChoice(WHERE, "wavelengths", name, WAVELENGTH_TYPES);
  return { ...usualValues(WAVELENGTH_CHOICES[type].fields, trainedLength), ...wavelengths } as WavelengthChoice;
}

function usualValues(fields: object, trainedLength: number): object {
  const usual = Object.entries<SpecField>(fields as Readonly<Record<string, SpecField>>).flatMap(([name, field]) => {
    const value = "length" in field ? field[0] : field.default;
    return value === undefined ? [] : [[name, value === "trainedLength" ? trainedLength : value]];
  });
  return Object.fromEntries(usual) as object;
}
