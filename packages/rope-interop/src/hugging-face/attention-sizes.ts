/** D and M of a language model, by the names that its type gives them. */
import { type JsonObject, invalidConfig, optionalCount } from "./json-object.js";
import type { LanguageModel } from "./language-model.js";

/** Far beyond any model, and little enough to hold: 2^15 pairs. */
const largestHeadDimension = 65_536;
const largest = Number.MAX_SAFE_INTEGER;

/** M, in tokens. */
export function contextLengthOf({ config, facts }: LanguageModel): number {
  return required(config, ["max_position_embeddings", "n_positions", "max_seq_len"], facts?.contextLength);
}

/** D, the same for every layer type. */
export function headDimensionField({ config, facts }: LanguageModel): number {
  const { rotaryHeadDimension, headDimension } = facts ?? {};
  if (rotaryHeadDimension !== undefined)
    return optionalCount(config, "qk_rope_head_dim", largestHeadDimension) ?? rotaryHeadDimension;
  const given = optionalCount(config, "head_dim", largestHeadDimension);
  if (given !== undefined) return given;
  if (typeof headDimension === "number" && config["head_dim"] !== null) return headDimension;
  const heads = required(config, ["num_attention_heads", "n_head", "n_heads"], facts?.heads);
  const size = Math.floor(required(config, ["hidden_size", "n_embd", "d_model"], facts?.hiddenSize) / heads);
  if (size >= 1 && size <= largestHeadDimension) return size;
  throw invalidConfig(
    `a head dimension from 1 to ${largestHeadDimension}`,
    `hidden_size / num_attention_heads = ${size}`,
  );
}

/** D of a layer type; "" where all are alike. */
export function headDimensionOf(model: LanguageModel, layer: string): number {
  const global = layer === "full_attention" ? model.facts?.globalHeadDimension : undefined;
  if (global === undefined) return headDimensionField(model);
  return optionalCount(model.config, "global_head_dim", largestHeadDimension) ?? global;
}

/** Types that transformers computes from `head_dim` as it stands, null included. */
const takeHeadDimension: ReadonlySet<unknown> = new Set(["dynamic", "yarn", "longrope", "su"]);

/** Whether transformers would fail on a `head_dim` that is null or missing beside this `rope_type`. */
export function lacksHeadDimension({ config, facts }: LanguageModel, ropeType: unknown): boolean {
  const { headDimension, rotaryHeadDimension, isHeadDimensionRequired } = facts ?? { headDimension: null };
  if (!takeHeadDimension.has(ropeType) || rotaryHeadDimension !== undefined) return false;
  if (isHeadDimensionRequired === true) return (config["head_dim"] ?? null) === null;
  return config["head_dim"] === null && headDimension === undefined;
}

function required(config: JsonObject, names: readonly string[], usual: number | undefined): number {
  for (const name of names) {
    const value = optionalCount(config, name, largest);
    if (value !== undefined) return value;
  }
  if (usual !== undefined) return usual;
  throw invalidConfig(`a config with ${names[0]}`, "none");
}
