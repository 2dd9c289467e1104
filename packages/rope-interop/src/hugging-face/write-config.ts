/**
 * A config with another position encoding: in the scaling's own name where transformers computes exactly that,
 * else as a portable LongRoPE. What was written is read again before it is given out, so a form that a model type
 * would compute otherwise is never chosen. What is not about positions stays as it is, in its order.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import { type RopeSpec, createRotaryEmbedding } from "@resonance-rope/rope-core";
import { atBothLengths } from "../longrope-lists.js";
import { recordText } from "../resonance-record.js";
import { computesSpec } from "./computes-spec.js";
import type { JsonObject } from "./json-object.js";
import { type LanguageModel, languageModel } from "./language-model.js";
import { type RopeForm, ownForms } from "./own-forms.js";
import { placeEncoding } from "./place-encoding.js";
import { portableLongrope } from "./portable-longrope.js";
import { describeConfig } from "./read-config.js";
import { ropeDictionaries } from "./rope-dictionaries.js";
import { rounded } from "./rounded.js";

const where = "writeConfig";

export interface WriteConfigOptions {
  /** M in tokens. */
  readonly contextLength: number;
  /** The key: `rope-scaling`, the default, is read by every engine, `rope-parameters` by transformers 5 and vLLM. */
  readonly schema?: "rope-scaling" | "rope-parameters";
  /** `auto`, the default: the scaling's own form where it is exact; `longrope`: the portable one whatever the scaling. */
  readonly form?: "auto" | "longrope";
}

/**
 * @param config as parsed; it stays as it is.
 * @param spec of the model's own head dimension, rotated dimensions and pair layout.
 * @throws ResonanceError of kind `invalid-argument` where the model's type cannot compute the spec.
 */
export function writeConfig(
  config: JsonObject,
  spec: RopeSpec,
  { contextLength, schema = "rope-scaling", form = "auto" }: WriteConfigOptions,
): JsonObject {
  const model = languageModel(config);
  const { layers } = ropeDictionaries(model);
  requireFit(model, spec, describeConfig(config).spec);
  // With one list twice, O is M where a type has it at its top level, and starts anew on crossing it, and in layer
  // types, which some versions of transformers fail in beyond O.
  const both = atBothLengths(spec);
  const originalLength = both?.originalLength ?? contextLength;
  const isFixed = both !== null || model.facts?.originalLength !== undefined || !layers.has("");
  const portable: RopeForm = {
    dictionary: portableLongrope(spec, { contextLength, ...(isFixed ? { originalLength } : {}) }),
    base: spec.base,
    rotaryFraction: spec.rotaryFraction,
  };
  const attentionFactor = rounded(createRotaryEmbedding(spec).attentionFactor);
  const options = { contextLength, originalLength, attentionFactor, schema };
  for (const candidate of [...(form === "auto" ? ownForms(spec) : []), portable]) {
    const written = placeEncoding(config, model, candidate, options);
    // A record that JSON cannot hold, of an infinite wavelength, is left out: the file computes it all the same.
    const record = recordText(spec) === null ? {} : { resonance_rope: { version: 1, spec } };
    if (computesSpec(written, spec)) return { ...written, ...record };
  }
  throw unfit(`a model type that computes this encoding from some form`, model.modelType);
}

function requireFit(model: LanguageModel, spec: RopeSpec, own: RopeSpec): void {
  const { modelType, facts } = model;
  if (facts?.isFixed === true)
    throw unfit("a model type that reads a rope dictionary", `${modelType}, whose code computes plain RoPE itself`);
  const { layers, wholeSequence } = ropeDictionaries(model);
  const dictionary = layers.get(wholeSequence) ?? {};
  const field = facts?.rotaryHeadDimension === undefined ? "llama_4_scaling_beta" : "mscale_all_dim";
  if (dictionary[field])
    throw unfit(
      `a rope dictionary without ${field}`,
      `${modelType}'s`,
      "attention takes another scale from it, which a new dictionary would change",
    );
  const rotated = (each: RopeSpec): number => Math.trunc(each.headDimension * each.rotaryFraction);
  for (const [name, wanted, has] of [
    ["head dimension", spec.headDimension, own.headDimension],
    ["rotated dimensions", rotated(spec), rotated(own)],
    ["pair layout", spec.pairLayout, own.pairLayout],
  ] as const) {
    if (wanted !== has) throw unfit(`the model's ${name}, ${has}`, String(wanted));
  }
}

function unfit(expected: string, received: string, remedy?: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where, expected, received, remedy });
}
