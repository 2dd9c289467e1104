/**
 * The rope dictionaries of a language model, one a layer type, brought to one form as transformers 5 does it
 * (`convert_rope_params_to_dict` and `standardize_rope_params` of its configs): `rope_scaling` in place of
 * `rope_parameters`, what stands at the top level or is the type's default filled in.
 */
import { contextLengthOf } from "./attention-sizes.js";
import { type JsonObject, invalidConfig, isObject, optionalNumber, optionalObject, show } from "./json-object.js";
import type { LanguageModel } from "./language-model.js";
import { baseOf, rotaryFractionOf } from "./top-level-rope.js";

export interface RopeDictionaries {
  /** By layer type, with `rope_type` and `rope_theta` in each; a single one, under "", where all layers are alike. */
  readonly layers: ReadonlyMap<string, JsonObject>;
  /** The one of the layers that attend to the whole sequence. */
  readonly wholeSequence: string;
}

/** Names by which models call those layers, in the order of preference. */
const wholeSequenceNames = ["full_attention", "hybrid", ""];

/** Types that spread old fields over two layer types: where each takes its base from. Null: its default alone. */
export const basesOfLayers: ReadonlyMap<string, Readonly<Record<string, string | null>>> = new Map([
  ["gemma3_text", { full_attention: "rope_theta", sliding_attention: "rope_local_base_freq" }],
  ["gemma3n_text", { full_attention: "rope_theta", sliding_attention: "rope_local_base_freq" }],
  ["t5gemma2_text", { full_attention: "rope_theta", sliding_attention: "rope_local_base_freq" }],
  ["t5gemma2_decoder", { full_attention: "rope_theta", sliding_attention: "rope_local_base_freq" }],
  ["modernbert", { full_attention: "global_rope_theta", sliding_attention: "local_rope_theta" }],
  ["modernbert-decoder", { full_attention: "global_rope_theta", sliding_attention: "local_rope_theta" }],
  ["olmo3", { full_attention: "rope_theta", sliding_attention: null }],
]);

export function ropeDictionaries(model: LanguageModel): RopeDictionaries {
  const { facts, modelType } = model;
  const spread = basesOfLayers.get(modelType);
  const own = spread === undefined ? givenDictionary(model) : spreadDictionary(model, spread);
  const usual = facts?.rope ?? {};
  const dictionary = own ?? usualDictionary(model);
  const defaults = own === undefined ? usual : (facts?.given ?? usual);
  const nested = Object.entries(dictionary).filter(([, value]) => isObject(value) || value === null);
  const hasLayers = nested.some(([, value]) => isObject(value));
  if (!hasLayers && facts !== null && Object.values(facts.rope).some(isObject))
    throw invalidConfig(`a rope dictionary for each layer type of ${modelType}`, show(dictionary));
  const layers = new Map<string, JsonObject>();
  if (!hasLayers) layers.set("", completed(dictionary, model, defaults, true));
  else {
    for (const [name, value] of nested) {
      // transformers looks for `truncate` beside the layer types and not inside one.
      const truncate = dictionary["truncate"];
      if (isObject(value))
        layers.set(name, completed({ ...value, truncate }, model, optionalObject(defaults, name) ?? {}, false));
    }
  }
  const [first = ""] = layers.keys();
  return { layers, wholeSequence: wholeSequenceNames.find((name) => layers.has(name)) ?? first };
}

/** A dictionary that is empty counts as none, as in Python. */
function givenDictionary({ config, facts }: LanguageModel): JsonObject | undefined {
  if (facts?.isFixed === true) return undefined;
  return (facts?.ignoresRopeScaling === true ? ["rope_parameters"] : ["rope_scaling", "rope_parameters"])
    .map((name) => optionalObject(config, name))
    .find((dictionary) => dictionary !== undefined && Object.keys(dictionary).length > 0);
}

/** The type's own, whose base and fraction give way to those at the top level where all layers are alike. */
function usualDictionary({ facts }: LanguageModel): JsonObject {
  const { rope_theta: base, partial_rotary_factor: _fraction, ...rest } = facts?.rope ?? {};
  return facts?.ignoresTopLevelBase === true ? { ...rest, rope_theta: base } : rest;
}

/** `rope_scaling` goes over what `rope_parameters` has: for the full layers alone, but in ModernBERT for all. */
function spreadDictionary(
  { config, facts, modelType }: LanguageModel,
  bases: Readonly<Record<string, string | null>>,
): JsonObject {
  const parameters = optionalObject(config, "rope_parameters") ?? {};
  const scaling = optionalObject(config, "rope_scaling") ?? {};
  const stray = Object.keys(parameters).find((name) => !Object.hasOwn(bases, name));
  if (stray !== undefined)
    throw invalidConfig(`rope_parameters by layer type (${Object.keys(bases).join(", ")})`, `the field ${show(stray)}`);
  return Object.fromEntries(
    Object.entries(bases).map(([layer, name]) => {
      const base = name === null ? undefined : optionalNumber(config, name);
      const usual = facts === null ? {} : optionalObject(facts.rope, layer);
      const isScaled = layer === "full_attention" || modelType.startsWith("modernbert");
      // Said before the scaling comes to it, whose `type` of old is then not looked at.
      const own = optionalObject(parameters, layer) ?? { rope_type: "default" };
      const given = { ...own, ...(isScaled ? scaling : {}) };
      return [layer, { ...usual, ...(base === undefined ? {} : { rope_theta: base }), ...given }];
    }),
  );
}

/** @param isOnly whether it serves all layers. */
function completed(dictionary: JsonObject, model: LanguageModel, defaults: JsonObject, isOnly: boolean): JsonObject {
  const { config, facts } = model;
  const { rope_theta: usualBase = 10_000, partial_rotary_factor: usualFraction } = defaults;
  const fraction = rotaryFractionOf(model) ?? usualFraction;
  const type = dictionary["rope_type"] ?? dictionary["type"] ?? "default";
  // Phi-3 called its LongRoPE by two other names.
  const isRenamed = facts?.originalLength !== undefined && (type === "su" || type === "yarn");
  const overriding = isOnly ? (config["original_max_position_embeddings"] ?? facts?.originalLength) : undefined;
  return {
    original_max_position_embeddings: contextLengthOf(model),
    rope_theta: baseOf(model) ?? usualBase,
    ...(fraction === undefined ? {} : { partial_rotary_factor: fraction }),
    ...dictionary,
    rope_type: isRenamed ? "longrope" : type,
    ...(overriding === undefined ? {} : { original_max_position_embeddings: overriding }),
  };
}
