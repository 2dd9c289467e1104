import { createRotaryEmbedding } from "@resonance-rope/rope-core";
import type { JsonObject } from "../hugging-face/json-object.js";
import type { ModelDescription } from "../model-description.js";
import type { WrittenModel } from "./written-model.js";
import { writtenRopeOf } from "./written-rope-of.js";

/** @param path of the folder, as a launch line names it. */
export function writtenConfig(config: JsonObject, description: ModelDescription, path: string): WrittenModel {
  const { format, architecture, spec, contextLength } = description;
  const { attentionFactor } = createRotaryEmbedding(spec);
  return {
    format,
    architecture,
    path,
    spec,
    attentionFactor,
    contextLength,
    rope: writtenRopeOf(config, attentionFactor),
  };
}
