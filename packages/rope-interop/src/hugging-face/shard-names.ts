/** The weight files that a model.safetensors.index.json lists: names in its own folder, and nothing else. */
import { ResonanceError } from "@resonance-rope/contracts";
import { parseStrictJson } from "../parse-strict-json.js";
import { isObject, show } from "./json-object.js";

export const shardIndexName = "model.safetensors.index.json";

/** In bytes; the largest models list some 100 000 tensors. */
export const longestIndex: number = 2 ** 26;
const limits = { deepestLevel: 8 } as const;

/** In the order in which they are first named. */
export function shardNames(text: string): readonly string[] {
  return [...new Set(shardByTensor(text).values())];
}

/** Which file holds each tensor. */
export function shardByTensor(text: string): ReadonlyMap<string, string> {
  let weights: unknown;
  try {
    const index = parseStrictJson(text, limits);
    weights = isObject(index) ? index["weight_map"] : undefined;
  } catch (cause) {
    throw broken("valid JSON", cause instanceof Error ? cause.message.slice(0, 200) : "other text", cause);
  }
  if (!isObject(weights)) throw broken("a weight_map that is an object", show(weights));
  const shards = new Map<string, string>();
  for (const [tensor, name] of Object.entries(weights)) {
    // Elsewhere than in the folder is either a mistake or an attempt to read what the folder does not hold.
    if (typeof name !== "string" || !/^[\w.-]+\.safetensors$/u.test(name) || name.startsWith("."))
      throw broken("weight files named as in their own folder, ending in .safetensors", show(name));
    shards.set(tensor, name);
  }
  return shards;
}

function broken(expected: string, received: string, cause?: unknown): ResonanceError {
  return new ResonanceError({
    kind: "invalid-file",
    where: "shardNames",
    expected: `${shardIndexName} with ${expected}`,
    received,
    cause,
  });
}
