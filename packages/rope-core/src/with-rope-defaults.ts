/** A RopeSpec from the few fields that matter, the rest as most models and implementations have them. */
import { requireChoice, requireObject } from "./require-choice.js";
import type { RopeSpec, Scaling } from "./rope-spec.js";
import { SCALING_TYPES } from "./require-scaling.js";

type Optional<T, Keys extends PropertyKey> = T extends unknown
  ? Omit<T, Keys & keyof T> & Partial<Pick<T, Keys & keyof T>>
  : never;

/** A Scaling whose conventional fields may be left out. */
export type ScalingWithDefaults = Optional<
  Scaling,
  | "variant"
  | "alpha"
  | "beta"
  | "blend"
  | "truncate"
  | "attentionFactor"
  | "originalLength"
  | "lowFrequencyFactor"
  | "highFrequencyFactor"
>;

export type RopeSpecWithDefaults = Pick<RopeSpec, "headDimension" | "trainedLength"> &
  Partial<Omit<RopeSpec, "scaling">> & { readonly scaling?: ScalingWithDefaults };

/**
 * Base 10000, all dimensions rotated, no scaling, wavelengths as scaled, half-split pairs. `ntk-aware` is
 * bloc97's and `dynamic-ntk` transformers'; YaRN has alpha 1, beta 32, the pair-index blend, truncated;
 * llama3 has 1 and 4; attention factors follow from the formulas; `originalLength` is L.
 * @throws RopeError when the spec or its scaling is no object, or the scaling has no known type. The
 *   numbers are checked by `createRotaryEmbedding`.
 */
export function withRopeDefaults(spec: RopeSpecWithDefaults): RopeSpec {
  const where = "withRopeDefaults";
  const { scaling = { type: "none" }, ...rest } = requireObject(where, "the spec", spec);
  const type = requireChoice(where, "scaling.type", requireObject(where, "scaling", scaling).type, SCALING_TYPES);
  const originalLength = rest.trainedLength;
  const defaults: Partial<Record<Scaling["type"], object>> = {
    "ntk-aware": { variant: "bloc97" },
    "dynamic-ntk": { variant: "transformers" },
    yarn: { originalLength, alpha: 1, beta: 32, blend: "pair-index", truncate: true, attentionFactor: null },
    longrope: { originalLength, attentionFactor: null },
    llama3: { originalLength, lowFrequencyFactor: 1, highFrequencyFactor: 4 },
  };
  return {
    base: 10_000,
    rotaryFraction: 1,
    wavelengths: "as-scaled",
    pairLayout: "half-split",
    ...rest,
    scaling: { ...defaults[type], ...scaling } as Scaling,
  };
}
