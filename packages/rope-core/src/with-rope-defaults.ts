/** A RopeSpec from the few fields that matter, the rest as most models and implementations have them. */
import { requireChoice, requireObject } from "./require-choice.js";
import type { RopeSpec } from "./rope-spec.js";
import type { ScalingField } from "./scaling-definition.js";
import { SCALINGS, SCALING_TYPES, type Scaling, type ScalingWithDefaults } from "./scalings.js";

export type RopeSpecWithDefaults = Pick<RopeSpec, "headDimension" | "trainedLength"> &
  Partial<Omit<RopeSpec, "scaling">> & { readonly scaling?: ScalingWithDefaults };

/**
 * Base 10000, all dimensions rotated, no scaling, wavelengths as scaled, half-split pairs. A scaling's
 * defaults stand in its own file: `ntk-aware` is bloc97's, `dynamic-ntk` transformers', YaRN has alpha 1,
 * beta 32 and the pair-index blend.
 * @throws RopeError when the spec or its scaling is no object, or the scaling has no known type. The
 *   numbers are checked by `createRotaryEmbedding`.
 */
export function withRopeDefaults(spec: RopeSpecWithDefaults): RopeSpec {
  const where = "withRopeDefaults";
  const { scaling = { type: "none" }, ...rest } = requireObject(where, "the spec", spec);
  const type = requireChoice(where, "scaling.type", requireObject(where, "scaling", scaling).type, SCALING_TYPES);
  const defaults = Object.entries<ScalingField>(SCALINGS[type].fields).flatMap(([name, field]) => {
    const usual = "length" in field ? field[0] : field.default;
    return usual === undefined ? [] : [[name, usual === "trainedLength" ? rest.trainedLength : usual]];
  });
  return {
    base: 10_000,
    rotaryFraction: 1,
    wavelengths: "as-scaled",
    pairLayout: "half-split",
    ...rest,
    scaling: { ...Object.fromEntries(defaults), ...scaling } as Scaling,
  };
}
