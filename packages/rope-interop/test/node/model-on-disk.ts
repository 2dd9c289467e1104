/** A model's folder with a bit of all that real ones hold, and room beside it for exports: a test's own, then removed. */
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { JsonObject } from "../../src/hugging-face/json-object.js";
import { writeSafetensors } from "../../src/index.js";

export const configJson = `{
  "model_type": "llama",
  "hidden_size": 64,
  "num_attention_heads": 4,
  "max_position_embeddings": 128,
  "rms_norm_eps": 1.0
}`;
export const newConfig: JsonObject = { ...(JSON.parse(configJson) as JsonObject), max_position_embeddings: 256 };
export const weights = (name: string): Uint8Array =>
  writeSafetensors(new Map([[name, { dtype: "F32", shape: [2], data: Float32Array.of(1, 2) }]]));

export let root = "";
export let model = "";
export let out = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "export-folder-")));
  model = join(root, "model");
  out = join(root, "out");
  mkdirSync(join(model, "original"), { recursive: true });
  writeFileSync(join(model, "config.json"), configJson);
  writeFileSync(join(model, "tokenizer.json"), "{}");
  writeFileSync(join(model, "original", "params.json"), "[]");
  writeFileSync(join(model, "model.safetensors"), weights("w"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Every file below a folder, with what it holds. */
export function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), "latin1")]),
  );
}

/** Names beside the model and the output, such as what a failed export would leave. */
export const rest = (): string[] => readdirSync(root).filter((name) => name !== "model" && name !== "out");
