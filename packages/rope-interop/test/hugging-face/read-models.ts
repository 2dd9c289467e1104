import { readFileSync, readdirSync } from "node:fs";
import type { JsonObject } from "../../src/hugging-face/json-object.js";

const folder = new URL("models/", import.meta.url);

/** Real models, whose fields about positions are as the hub has them. */
export const modelNames: readonly string[] = readdirSync(folder)
  .toSorted()
  .map((file) => file.replace(/\.json$/u, ""));

export const modelText = (name: string): string => readFileSync(new URL(`${name}.json`, folder), "utf8");

export const modelOf = (name: string): JsonObject => JSON.parse(modelText(name)) as JsonObject;
