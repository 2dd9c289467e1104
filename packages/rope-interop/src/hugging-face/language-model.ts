/**
 * The language model that a config describes: the config itself, or the part of it that does the text in a model
 * of several parts (images, speech).
 */
import { type JsonObject, invalidConfig, isObject, show } from "./json-object.js";
import { modelTypes } from "./model-types.js";
import type { ModelTypeFacts } from "./model-type-facts.js";
import { otherEncodings } from "./other-encodings.js";
import { textModelTypes } from "./text-model-types.js";

export interface LanguageModel {
  /** Where it stands in the config, from the root: `["text_config"]`. */
  readonly path: readonly string[];
  readonly config: JsonObject;
  /** The type that transformers gives it; null: one that transformers does not have. */
  readonly facts: ModelTypeFacts | null;
  readonly modelType: string;
}

const parts = ["thinker_config", "text_config", "llm_config", "language_config", "language_model"];

/** @throws ResonanceError where no language model with a rotary encoding stands there. */
export function languageModel(root: JsonObject): LanguageModel {
  const path: string[] = [];
  let config = root;
  let modelType = modelTypeOf(root) ?? "";
  for (let part: string | undefined; (part = parts.find((name) => isObject(config[name]))) !== undefined;) {
    path.push(part);
    config = config[part] as JsonObject;
    modelType = modelTypeOf(config) ?? own(textModelTypes, modelType) ?? modelType;
  }
  if (modelType === "") throw invalidConfig("a model_type", show(root["model_type"]));
  modelType = own(textModelTypes, modelType) ?? modelType;
  requireRotary(modelType, config);
  return { path, config, modelType, facts: own(modelTypes, modelType) ?? null };
}

function modelTypeOf(config: JsonObject): string | undefined {
  const type = config["model_type"] ?? undefined;
  if (type === undefined || typeof type === "string") return type;
  throw invalidConfig("model_type to be a string", show(type));
}

function requireRotary(modelType: string, config: JsonObject): void {
  const where = `a model with a rotary position encoding`;
  const other = own(otherEncodings, modelType);
  if (other === "none") throw invalidConfig(where, `the model type ${modelType}, which has none`);
  if (other === "own")
    throw invalidConfig(where, `the model type ${modelType}, whose code rotates in a way of its own`);
  if (config["alibi"] === true) throw invalidConfig(where, "alibi: true, which biases attention instead");
  for (const name of ["use_xpos", "xpos"])
    if (config[name] === true) throw invalidConfig(where, `${name}: true, which also decays what it rotates`);
  const kind = config["position_embedding_type"] ?? "rope";
  if (kind !== "rope" && kind !== "rotary") throw invalidConfig(where, `position_embedding_type ${show(kind)}`);
}

/** Of the entry itself, and never of what every object inherits. */
function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
