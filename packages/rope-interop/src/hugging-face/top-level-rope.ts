/** Base and rotary fraction where older configs have them: at the top level, under names of the model's own. */
import { headDimensionField } from "./attention-sizes.js";
import { optionalCount, optionalNumber } from "./json-object.js";
import type { LanguageModel } from "./language-model.js";

const isGptNeox = ({ modelType }: LanguageModel): boolean => modelType.startsWith("gpt_neox");

/** The name of the base at the top level; undefined for types whose code holds it. */
export function baseField(model: LanguageModel): string | undefined {
  if (isGptNeox(model)) return "rotary_emb_base";
  return model.facts?.isFixed === true ? undefined : "rope_theta";
}

/** b; undefined where the top level has none. */
export function baseOf(model: LanguageModel): number | undefined {
  const name = baseField(model);
  const base = name === undefined ? undefined : optionalNumber(model.config, name);
  return base ?? (model.facts === null ? optionalNumber(model.config, "rotary_emb_base") : undefined);
}

/** The rotated share of each head; undefined where the top level has none. */
export function rotaryFractionOf(model: LanguageModel): number | undefined {
  const { config, facts, modelType } = model;
  const field = isGptNeox(model) ? "rotary_pct" : "partial_rotary_factor";
  const named = facts?.isFixed === true ? undefined : optionalNumber(config, field);
  if (named !== undefined) return named;
  if (facts !== null && facts.isFixed !== true && modelType !== "minimax_m2") return undefined;
  const rotated = optionalCount(config, "rotary_dim", 65_536);
  if (rotated !== undefined) return rotated / headDimensionField(model);
  return facts === null ? optionalNumber(config, "rotary_pct") : undefined;
}
