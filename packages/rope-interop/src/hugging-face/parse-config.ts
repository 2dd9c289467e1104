/** A config.json as an object, refused where two readers could see two things in it. */
import { ResonanceError } from "@resonance-rope/contracts";
import { parseStrictJson } from "../parse-strict-json.js";
import { type JsonObject, invalidConfig, isObject } from "./json-object.js";

/** In UTF-16 code units. Real configs hold some kilobytes; one with factor lists a hundred. */
export const longestConfig: number = 2 ** 24;
/** Real configs of several parts reach 6. */
const limits = { deepestLevel: 32 } as const;

/** @throws ResonanceError of kind `invalid-file`. */
export function parseConfig(text: string): JsonObject {
  if (text.length > longestConfig)
    throw invalidConfig(`a config of at most ${longestConfig} characters`, `${text.length}`);
  try {
    const config = parseStrictJson(text, limits);
    if (isObject(config)) return config;
  } catch (cause) {
    throw new ResonanceError({
      kind: "invalid-file",
      where: "readConfig",
      expected: "a config of valid JSON",
      received: cause instanceof Error ? cause.message.slice(0, 200) : "other text",
      cause,
    });
  }
  throw invalidConfig("a config that is an object", text.slice(0, 40));
}
