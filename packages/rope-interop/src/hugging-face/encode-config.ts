/** A config's text again with another position encoding: what `exportHuggingFace` and a browser write alike. */
import { ResonanceError } from "@resonance-rope/contracts";
import { type AppliedEncoding, type NewEncoding, applyEncoding } from "../new-encoding.js";
import { computesSpec } from "./computes-spec.js";
import type { JsonObject } from "./json-object.js";
import { readConfig } from "./read-config.js";
import { type WriteConfigOptions, writeConfig } from "./write-config.js";

export interface EncodedConfig extends AppliedEncoding {
  readonly config: JsonObject;
  /** @throws ResonanceError of kind `invalid-file` where the written text is not of the new encoding. */
  requireWritten(text: string): void;
}

/** @param text of the config as it is. */
export function encodeConfig(
  text: string,
  encoding: NewEncoding,
  options: Omit<WriteConfigOptions, "contextLength"> = {},
): EncodedConfig {
  const { description, config } = readConfig(text);
  const applied = applyEncoding(description, encoding);
  const { spec, contextLength } = applied;
  return {
    ...applied,
    config: writeConfig(config, spec, { ...options, contextLength }),
    requireWritten(written) {
      if (computesSpec(readConfig(written).config, spec)) return;
      throw new ResonanceError({
        kind: "invalid-file",
        where: "encodeConfig",
        expected: "a config of the new encoding",
        received: "another one on reading it back",
      });
    },
  };
}
