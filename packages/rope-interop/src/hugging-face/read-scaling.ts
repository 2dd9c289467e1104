/** A completed rope dictionary as rope-core's scaling: what transformers' `_compute_*_parameters` take from it. */
import type { Scaling } from "@resonance-rope/rope-core";
import {
  type JsonObject,
  invalidConfig,
  optionalCount,
  optionalNumber,
  requiredNumber,
  requiredNumbers,
  show,
} from "./json-object.js";

export interface ScalingContext {
  /** M, in tokens. */
  readonly contextLength: number;
  /** The length that a scaling is computed for which depends on it; undefined: as transformers starts. */
  readonly targetLength: number | undefined;
}

type ScalingReader = (dictionary: JsonObject, context: ScalingContext) => Scaling;

/** By `rope_type`; `mrope` and `su` are old names. */
const readers: Readonly<Record<string, ScalingReader>> = {
  default: () => ({ type: "none" }),
  // Several position axes share the pairs, which a text gives equal positions: plain RoPE.
  mrope: () => ({ type: "none" }),
  linear: (dictionary) => ({ type: "linear", factor: requiredNumber(dictionary, "factor") }),
  dynamic: (dictionary, { contextLength, targetLength }) => ({
    type: "dynamic-ntk",
    variant: "transformers",
    factor: requiredNumber(dictionary, "factor"),
    currentLength: targetLength ?? contextLength,
  }),
  yarn: readYarn,
  longrope: readLongrope,
  su: readLongrope,
  llama3: (dictionary) => ({
    type: "llama3",
    factor: requiredNumber(dictionary, "factor"),
    lowFrequencyFactor: requiredNumber(dictionary, "low_freq_factor"),
    highFrequencyFactor: requiredNumber(dictionary, "high_freq_factor"),
    originalLength: originalLengthOf(dictionary),
  }),
  proportional: (dictionary) => ({
    type: "proportional",
    factor: optionalNumber(dictionary, "factor") ?? 1,
    rotatedFraction: optionalNumber(dictionary, "partial_rotary_factor") ?? 1,
  }),
};

export function readScaling(dictionary: JsonObject, context: ScalingContext): Scaling {
  const type = dictionary["rope_type"];
  const reader = typeof type === "string" && Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (reader !== undefined) return reader(dictionary, context);
  throw invalidConfig(`rope_type to be one of ${Object.keys(readers).join(", ")}`, show(type));
}

/** The scaling of a type that multiplies by `short_mscale` and `long_mscale` in place of the attention factor. */
export function withOwnMagnitude(scaling: Scaling, dictionary: JsonObject): Scaling {
  if (scaling.type === "none") return scaling;
  const [short, long] = ["short_mscale", "long_mscale"].map((name) => requiredNumber(dictionary, name));
  if (short !== undefined && short === long) {
    if ("attentionFactor" in scaling) return { ...scaling, attentionFactor: short };
    if (short === 1) return scaling;
  }
  throw invalidConfig(
    "a short_mscale and a long_mscale that one attention factor can say",
    `${short} and ${long} beside ${scaling.type}`,
  );
}

/** O of a completed dictionary, in tokens. */
export function originalLengthOf(dictionary: JsonObject): number {
  const name = "original_max_position_embeddings";
  const length = optionalCount(dictionary, name, Number.MAX_SAFE_INTEGER);
  if (length !== undefined) return length;
  throw invalidConfig(`${name} to be a whole number`, "null");
}

function readYarn(dictionary: JsonObject, { contextLength }: ScalingContext): Scaling {
  const originalLength = originalLengthOf(dictionary);
  if (!Object.hasOwn(dictionary, "factor")) throw invalidConfig("a factor beside yarn, or null", "no such field");
  const factor = optionalNumber(dictionary, "factor") ?? contextLength / originalLength;
  const [scale, scaleOfAll] = ["mscale", "mscale_all_dim"].map((name) => optionalNumber(dictionary, name) || null);
  const magnitude = (weight: number): number => (factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1);
  const fromScales = scale && scaleOfAll ? magnitude(scale) / magnitude(scaleOfAll) : null;
  const truncate = dictionary["truncate"] ?? true;
  if (typeof truncate !== "boolean") throw invalidConfig("truncate to be true or false", show(truncate));
  return {
    type: "yarn",
    factor,
    originalLength,
    // 0 means the default, as Python's `or` has it.
    alpha: optionalNumber(dictionary, "beta_slow") || 1,
    beta: optionalNumber(dictionary, "beta_fast") || 32,
    blend: "pair-index",
    truncate,
    attentionFactor: optionalNumber(dictionary, "attention_factor") ?? fromScales,
  };
}

function readLongrope(dictionary: JsonObject, { contextLength, targetLength }: ScalingContext): Scaling {
  const originalLength = originalLengthOf(dictionary);
  const extension = optionalNumber(dictionary, "factor") ?? contextLength / originalLength;
  // The scaling's own formula takes M / O, to which a factor of its own need not be equal.
  const magnitude =
    extension === contextLength / originalLength
      ? null
      : Math.sqrt(1 + Math.log(Math.max(1, extension)) / Math.log(originalLength));
  return {
    type: "longrope",
    shortFactors: requiredNumbers(dictionary, "short_factor"),
    longFactors: requiredNumbers(dictionary, "long_factor"),
    originalLength,
    currentLength: targetLength ?? originalLength,
    attentionFactor: optionalNumber(dictionary, "attention_factor") ?? magnitude,
  };
}
