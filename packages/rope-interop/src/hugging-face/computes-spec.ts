/** Whether a config is of an encoding: at its length, and of a LongRoPE with two lists at both. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { atBothLengths } from "../longrope-lists.js";
import { agreesWith } from "../resonance-record.js";
import type { JsonObject } from "./json-object.js";
import { type ReadConfigOptions, describeConfig } from "./read-config.js";

/** A config that cannot be read, as where the model's type refuses it, is of none. */
export function computesSpec(config: JsonObject, spec: RopeSpec): boolean {
  const { short, long } = atBothLengths(spec) ?? { short: spec, long: spec };
  try {
    return [short, long].every((each) => agreesWith(each, describeConfig(config, lengthOf(each)).spec));
  } catch (error) {
    if (ResonanceError.isInstance(error)) return false;
    throw error;
  }
}

const lengthOf = ({ scaling }: RopeSpec): ReadConfigOptions =>
  "currentLength" in scaling ? { targetLength: scaling.currentLength } : {};
