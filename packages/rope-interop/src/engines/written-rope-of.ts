/** A config's rope dictionary as engines see it: the one of the layers that attend to the whole sequence. */
import { type JsonObject, isObject, optionalNumber } from "../hugging-face/json-object.js";
import { languageModel } from "../hugging-face/language-model.js";
import { ropeDictionaries } from "../hugging-face/rope-dictionaries.js";
import type { WrittenRope } from "./written-model.js";

/**
 * @param root a config that a reader has accepted.
 * @param attentionFactor m that it computes.
 */
export function writtenRopeOf(root: JsonObject, attentionFactor: number): WrittenRope {
  const model = languageModel(root);
  const { config } = model;
  const { layers, wholeSequence } = ropeDictionaries(model);
  const dictionary = layers.get(wholeSequence) ?? {};
  const isGiven = (name: string): boolean => isObject(config[name]) && Object.keys(config[name]).length > 0;
  const place = (["rope_scaling", "rope_parameters"] as const).find(isGiven) ?? null;
  const type = String(dictionary["rope_type"]);
  return {
    type: type === "su" ? "longrope" : type,
    place,
    hasTopLevelBase: config["rope_theta"] !== undefined || place === null || !hasBase(config[place], wholeSequence),
    originalLength: optionalNumber(dictionary, "original_max_position_embeddings") ?? null,
    hasTopLevelOriginalLength: optionalNumber(config, "original_max_position_embeddings") !== undefined,
    factor: optionalNumber(dictionary, "factor") ?? null,
    scaledMagnitude: scaledMagnitudeOf(dictionary, attentionFactor),
    truncate: dictionary["truncate"] !== false,
  };
}

function scaledMagnitudeOf(dictionary: JsonObject, attentionFactor: number): number | null {
  const isScaled = optionalNumber(dictionary, "mscale") && optionalNumber(dictionary, "mscale_all_dim");
  return isScaled ? attentionFactor : (optionalNumber(dictionary, "long_mscale") ?? null);
}

/** Of a dictionary as it stands in the file, or of the layer type's in it. */
function hasBase(given: unknown, layer: string): boolean {
  if (!isObject(given)) return false;
  const dictionary = given[layer];
  return (isObject(dictionary) ? dictionary : given)["rope_theta"] !== undefined;
}
