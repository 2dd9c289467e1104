/** A spec under the names that transformers has for its scaling: dictionaries that may say it, the most telling first. */
import { type RopeSpec, createRotaryEmbedding } from "@resonance-rope/rope-core";
import { geometricForm } from "../gguf/geometric-form.js";
import type { JsonObject } from "./json-object.js";
import { rounded } from "./rounded.js";

export interface RopeForm {
  /** Without `rope_theta`. */
  readonly dictionary: JsonObject;
  /** b. */
  readonly base: number;
  /** The fraction that the dictionary's type takes for the rotated part. */
  readonly rotaryFraction: number;
}

export const isPlain = ({ dictionary }: RopeForm): boolean => dictionary["rope_type"] === "default";

/** None where the wavelengths are chosen anew, which no scaling of transformers does. */
export function ownForms(spec: RopeSpec): RopeForm[] {
  if (spec.wavelengths !== "as-scaled") return [];
  const { base, rotaryFraction } = spec;
  const dictionary = ofScaling(spec, rounded(createRotaryEmbedding(spec).attentionFactor));
  const fraction = spec.scaling.type === "proportional" ? spec.scaling.rotatedFraction : rotaryFraction;
  const forms = dictionary === null ? [] : [{ dictionary, base, rotaryFraction: fraction }];
  return [...forms, ...geometric(spec)];
}

/** Plain RoPE of another base, which is all that NTK-aware scaling is, or the same divided by one factor. */
function geometric(spec: RopeSpec): RopeForm[] {
  const form = geometricForm(createRotaryEmbedding(spec).angularFrequencies, spec.base);
  if (form === null) return [];
  const [base, factor] = [rounded(form.base), rounded(form.factor)];
  const dictionary = factor === 1 ? { rope_type: "default" } : { rope_type: "linear", factor };
  return [{ dictionary, base, rotaryFraction: spec.rotaryFraction }];
}

function ofScaling({ scaling }: RopeSpec, attentionFactor: number): JsonObject | null {
  switch (scaling.type) {
    case "none":
      return { rope_type: "default" };
    case "linear":
      return { rope_type: "linear", factor: scaling.factor };
    case "dynamic-ntk":
      return scaling.variant === "transformers" ? { rope_type: "dynamic", factor: scaling.factor } : null;
    case "yarn":
      if (scaling.blend !== "pair-index") return null;
      return {
        rope_type: "yarn",
        factor: scaling.factor,
        original_max_position_embeddings: scaling.originalLength,
        ...(scaling.beta === 32 ? {} : { beta_fast: scaling.beta }),
        ...(scaling.alpha === 1 ? {} : { beta_slow: scaling.alpha }),
        ...(scaling.truncate ? {} : { truncate: false }),
        ...(scaling.attentionFactor === null ? {} : { attention_factor: scaling.attentionFactor }),
      };
    case "longrope":
      return {
        rope_type: "longrope",
        short_factor: scaling.shortFactors,
        long_factor: scaling.longFactors,
        original_max_position_embeddings: scaling.originalLength,
        attention_factor: attentionFactor,
      };
    case "llama3":
      return {
        rope_type: "llama3",
        factor: scaling.factor,
        low_freq_factor: scaling.lowFrequencyFactor,
        high_freq_factor: scaling.highFrequencyFactor,
        original_max_position_embeddings: scaling.originalLength,
      };
    case "proportional":
      return { rope_type: "proportional", ...(scaling.factor === 1 ? {} : { factor: scaling.factor }) };
    case "ntk-aware":
    case "adjusted-base":
      return null;
  }
}
