/** Puts a rope dictionary where a model's config has its own: at the top, per layer type, or in the part that does the text. */
import { headDimensionField, lacksHeadDimension } from "./attention-sizes.js";
import { isObject, type JsonObject } from "./json-object.js";
import type { LanguageModel } from "./language-model.js";
import { type RopeForm, isPlain } from "./own-forms.js";
import { basesOfLayers, ropeDictionaries } from "./rope-dictionaries.js";
import { baseField, rotaryFractionOf } from "./top-level-rope.js";

export interface PlaceOptions {
  readonly contextLength: number;
  /** O of types that have it at the top level. */
  readonly originalLength: number;
  /** m of the encoding. */
  readonly attentionFactor: number;
  readonly schema: "rope-scaling" | "rope-parameters";
}

/** Fields by name: a new value, or undefined for none. */
type Changes = ReadonlyMap<string, unknown>;

/** What a model needs of its dictionary besides the encoding: which axis of a position each pair takes. */
const keptFields = ["mrope_section", "mrope_interleaved", "interleaved"];
const originalLengthField = "original_max_position_embeddings";

/** The whole config, without the record of an earlier export. */
export function placeEncoding(
  root: JsonObject,
  model: LanguageModel,
  form: RopeForm,
  options: PlaceOptions,
): JsonObject {
  const { config, path, facts } = model;
  const { layers } = ropeDictionaries(model);
  const changes = new Map<string, unknown>([
    ["max_position_embeddings", options.contextLength],
    [originalLengthField, facts?.originalLength === undefined ? undefined : options.originalLength],
    // transformers' check of a LongRoPE asks for the one head dimension, which it denies to types with two.
    ...(facts?.globalHeadDimension !== undefined && form.dictionary["rope_type"] === "longrope"
      ? [["allow_global_per_layer_attribute_access", true] as const]
      : []),
    ...(lacksHeadDimension(model, form.dictionary["rope_type"])
      ? [["head_dim", headDimensionField(model)] as const]
      : []),
    ...(layers.has("") ? ofOneDictionary(model, form, options) : ofLayers(model, form, options)),
  ]);
  return atPath(withChanges(root, new Map([["resonance_rope", undefined]])), path, withChanges(config, changes));
}

function ofOneDictionary(model: LanguageModel, form: RopeForm, options: PlaceOptions): [string, unknown][] {
  const { config, facts } = model;
  const dictionary = completeForm(model, "", form, options);
  const schema = facts?.ignoresRopeScaling === true ? "rope-parameters" : options.schema;
  const isBaseRead = facts?.rope["rope_type"] === undefined && facts?.ignoresTopLevelBase !== true;
  const isNeedless = isPlain(form) && Object.keys(dictionary).length === 1 && isBaseRead;
  const none = Object.hasOwn(config, "rope_scaling") ? null : undefined;
  const base: [string, unknown][] = ["rope_theta", baseField(model) ?? "rope_theta"].map((name) => [name, form.base]);
  return schema === "rope-scaling"
    ? [...base, ...spelled("rope_scaling", isNeedless ? none : dictionary)]
    : [...base, ...spelled("rope_parameters", { ...dictionary, rope_theta: form.base })];
}

/** The layers that attend to the whole sequence take the form; the others stay. */
function ofLayers(model: LanguageModel, form: RopeForm, options: PlaceOptions): [string, unknown][] {
  const { config, modelType } = model;
  const { layers, wholeSequence } = ropeDictionaries(model);
  const own = completeForm(model, wholeSequence, form, options);
  const bases = basesOfLayers.get(modelType);
  const isOldSpelling = bases !== undefined && !modelType.startsWith("modernbert");
  const parameters = isObject(config["rope_parameters"]) ? config["rope_parameters"] : {};
  if (isOldSpelling && options.schema === "rope-scaling" && Object.keys(parameters).length === 0)
    return [[bases["full_attention"] ?? "rope_theta", form.base], ...spelled("rope_scaling", own)];
  const others = [...layers].map(([layer, dictionary]): [string, unknown] => [
    layer,
    isObject(parameters[layer]) ? parameters[layer] : essentials(dictionary),
  ]);
  const nested = { ...Object.fromEntries(others), ...parameters, [wholeSequence]: { ...own, rope_theta: form.base } };
  return spelled("rope_parameters", nested);
}

/** With what the model's dictionary must keep, and what its type asks for besides. */
function completeForm(
  model: LanguageModel,
  layer: string,
  { dictionary, rotaryFraction }: RopeForm,
  { attentionFactor }: PlaceOptions,
): JsonObject {
  const { layers } = ropeDictionaries(model);
  const old = layers.get(layer) ?? {};
  const kept = keptFields.filter((name) => Object.hasOwn(old, name)).map((name) => [name, old[name]] as const);
  const isMagnitudeAsked = model.facts?.hasOwnMagnitudes === true && dictionary["rope_type"] !== "default";
  return {
    ...dictionary,
    ...Object.fromEntries(kept),
    ...(isMagnitudeAsked ? { short_mscale: attentionFactor, long_mscale: attentionFactor } : {}),
    ...(isFractionFilledIn(model, layer, rotaryFraction) ? {} : { partial_rotary_factor: rotaryFraction }),
  };
}

/** Layer types have theirs said, since few types fill it in there; but all is turned unless anything says otherwise. */
function isFractionFilledIn(model: LanguageModel, layer: string, fraction: number): boolean {
  const defaults = model.facts?.given ?? model.facts?.rope ?? {};
  const filledIn = rotaryFractionOf(model) ?? (layer === "" ? (defaults["partial_rotary_factor"] ?? 1) : 1);
  return filledIn === fraction && (layer === "" || fraction === 1);
}

/** A completed dictionary without what was filled in for it. */
function essentials(dictionary: JsonObject): JsonObject {
  const { [originalLengthField]: _length, truncate: _truncate, ...rest } = dictionary;
  return rest;
}

/** Under exactly one of the two keys. */
function spelled(key: "rope_scaling" | "rope_parameters", dictionary: unknown): [string, unknown][] {
  const other = key === "rope_scaling" ? "rope_parameters" : "rope_scaling";
  return [
    [key, dictionary],
    [other, undefined],
  ];
}

/** In the object's own order; what is new comes last. */
function withChanges(object: JsonObject, changes: Changes): JsonObject {
  const names = [...new Set([...Object.keys(object), ...changes.keys()])];
  return Object.fromEntries(
    names
      .map((name): [string, unknown] => [name, changes.has(name) ? changes.get(name) : object[name]])
      .filter(([, value]) => value !== undefined),
  );
}

function atPath(root: JsonObject, path: readonly string[], part: JsonObject): JsonObject {
  const [name, ...rest] = path;
  if (name === undefined) return withChanges(part, new Map([["resonance_rope", undefined]]));
  const child = root[name];
  return { ...root, [name]: atPath(isObject(child) ? child : {}, rest, part) };
}
