/** What the fields of a config do that their author may not expect. Engines' own differences: find-in-engines.ts. */
import { type JsonObject, isObject, optionalNumber } from "../hugging-face/json-object.js";
import { type LanguageModel, languageModel } from "../hugging-face/language-model.js";
import { contextLengthOf } from "../hugging-face/attention-sizes.js";
import { ropeDictionaries } from "../hugging-face/rope-dictionaries.js";
import type { Finding } from "./finding.js";

const originalLengthField = "original_max_position_embeddings";
/** Types whose frequencies or magnitude depend on O. */
const takeOriginalLength = ["yarn", "longrope", "llama3"];

/** @param root a config that a reader has accepted. */
export function findInConfig(root: JsonObject): Finding[] {
  const model = languageModel(root);
  const { layers, wholeSequence } = ropeDictionaries(model);
  const dictionary = layers.get(wholeSequence) ?? {};
  const given = givenDictionary(model, wholeSequence);
  // Layer types are merged from both spellings and never overridden from the top level.
  const isNested = !layers.has("");
  return [
    ...unknownType(model),
    ...unread(model, dictionary, given),
    ...spelling(model, given, isNested),
    ...originalLength(model, dictionary, given, isNested),
    ...lengths(contextLengthOf(model), dictionary, given),
    ...factors(dictionary, given),
  ];
}

/** As it stands in the file, before defaults. */
function givenDictionary({ config }: LanguageModel, layer: string): JsonObject {
  const dictionaries = [config["rope_scaling"], config["rope_parameters"]].filter(isObject);
  const dictionary = dictionaries.find((each) => Object.keys(each).length > 0) ?? {};
  const nested = dictionary[layer];
  return isObject(nested) ? nested : dictionary;
}

function unknownType({ facts, modelType }: LanguageModel): Finding[] {
  if (facts !== null) return [];
  return [
    {
      level: "note",
      code: "model-type-unknown",
      message: `transformers has no model type ${modelType}: code of the model's own decides what it reads. It is described here as Llama's would compute it.`,
    },
  ];
}

/** `mrope` is plain RoPE by another name. */
function unread({ modelType }: LanguageModel, dictionary: JsonObject, given: JsonObject): Finding[] {
  const asked = given["rope_type"] ?? given["type"];
  if (typeof asked !== "string" || asked === "mrope" || asked === "default" || dictionary["rope_type"] !== "default")
    return [];
  return [
    {
      level: "error",
      code: "scaling-not-read",
      message: `transformers does not read ${asked} as it stands here for ${modelType}, and computes plain RoPE. Export again, which writes what it reads.`,
    },
  ];
}

function spelling({ config }: LanguageModel, given: JsonObject, isNested: boolean): Finding[] {
  const findings: Finding[] = [];
  const [type, ropeType] = [given["type"], given["rope_type"]];
  if (typeof type === "string" && typeof ropeType === "string" && type !== ropeType)
    findings.push({
      level: "error",
      code: "rope-type-conflict",
      message: `The rope dictionary says type ${type} and rope_type ${ropeType}: vLLM refuses it, mlx-lm takes the first, transformers the second. Keep rope_type.`,
    });
  if ((ropeType ?? type) === "su")
    findings.push({
      level: "error",
      code: "su-not-loaded",
      message:
        "The type su is an old name of longrope, with which transformers 5 fails to load the model. Write rope_type longrope.",
    });
  const [scaling, parameters] = [config["rope_scaling"], config["rope_parameters"]];
  if (
    !isNested &&
    isObject(scaling) &&
    isObject(parameters) &&
    Object.keys(scaling).length > 0 &&
    Object.keys(parameters).length > 0
  )
    findings.push({
      level: "warning",
      code: "both-spellings",
      message:
        "Both rope_scaling and rope_parameters are there: transformers 5 takes the first whole and drops the second. Keep one.",
    });
  return findings;
}

function originalLength(
  { config, facts }: LanguageModel,
  dictionary: JsonObject,
  given: JsonObject,
  isNested: boolean,
): Finding[] {
  const type = String(dictionary["rope_type"]);
  if (!takeOriginalLength.includes(type) || facts?.originalLength !== undefined) return [];
  const isAtTop = !isNested && optionalNumber(config, originalLengthField) !== undefined;
  const isInside = optionalNumber(given, originalLengthField) !== undefined;
  if (isAtTop)
    return [
      {
        level: "warning",
        code: "top-level-original-length",
        message: `${originalLengthField} stands at the top level, where it overrides the rope dictionary's and becomes vLLM's default length. Move it into the dictionary.`,
      },
    ];
  if (isInside) return [];
  return [
    {
      level: "warning",
      code: "original-length-missing",
      message: `${type} has no ${originalLengthField}: transformers takes max_position_embeddings for it, other engines take other values or fail. Write the trained length.`,
    },
  ];
}

function lengths(contextLength: number, dictionary: JsonObject, given: JsonObject): Finding[] {
  const type = dictionary["rope_type"];
  const original = optionalNumber(given, originalLengthField);
  const factor = optionalNumber(given, "factor");
  if (original === undefined) return [];
  if (type === "llama3" && original >= contextLength)
    return [
      {
        level: "warning",
        code: "original-length-not-shorter",
        message: `${originalLengthField}, ${original}, is not below max_position_embeddings, ${contextLength}: nothing was extended, and the two may have been exchanged.`,
      },
    ];
  // Qwen's advice leaves M as it was; engines that multiply O take the factor.
  if (type !== "yarn" || factor === undefined || original === contextLength) return [];
  if (Math.abs(contextLength / original / factor - 1) < 1e-3) return [];
  return [
    {
      level: "warning",
      code: "factor-disagrees",
      message: `YaRN's factor is ${factor}, and max_position_embeddings / ${originalLengthField} is ${Number((contextLength / original).toPrecision(4))}: transformers 5 takes the factor, 4.50 to 4.55 and ExLlamaV3 the ratio. Make them equal.`,
    },
  ];
}

function factors(dictionary: JsonObject, given: JsonObject): Finding[] {
  const findings: Finding[] = [];
  if (dictionary["rope_type"] === "yarn" && (given["beta_fast"] === 0 || given["beta_slow"] === 0))
    findings.push({
      level: "warning",
      code: "beta-zero",
      message:
        "A beta of 0 means its default in transformers (32 or 1), and 0 elsewhere. Leave it out or write the number.",
    });
  if (given["truncate"] === false && dictionary["truncate"] !== false)
    findings.push({
      level: "warning",
      code: "nested-truncate-ignored",
      message:
        "truncate: false stands inside a layer type, where transformers does not look: it rounds the ends of YaRN's ramp. Move it beside the layer types.",
    });
  const [short, long] = [dictionary["short_factor"], dictionary["long_factor"]];
  if (Array.isArray(short) && Array.isArray(long) && JSON.stringify(short) !== JSON.stringify(long))
    findings.push({
      level: "note",
      code: "short-long-switch",
      message: `Frequencies change where a sequence passes ${originalLengthField}: transformers switches in the middle (cached keys keep the old ones), vLLM and ExLlama decide once at start, mlx-lm always takes the long ones.`,
    });
  return findings;
}
