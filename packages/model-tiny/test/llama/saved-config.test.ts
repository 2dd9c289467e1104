/** What a saved model's config says: its encoding where that has changed, and the one type of its weights. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "@resonance-rope/rope-interop";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it, onTestFinished } from "vitest";
import { loadLlamaWeights } from "../../src/index.js";
import { openLlama, saveLlamaFolder } from "../../src/node.js";
import { savedEncoding } from "../../src/node/saved-encoding.js";
import { readLlamaCase } from "./read-llama-case.js";
import { writeFolder } from "./write-llama-files.js";

it("an encoding whose fields come in another order is the file's own", () => {
  const yarn = { rope_type: "yarn", rope_theta: 10_000, factor: 4, original_max_position_embeddings: 16 };
  const sizes = { hidden_size: 64, num_attention_heads: 4, max_position_embeddings: 64 };
  const { description } = readConfig(JSON.stringify({ model_type: "llama", ...sizes, rope_parameters: yarn }));
  const { spec } = description;
  const fields = Object.entries(spec.scaling).toReversed();
  const turned = { ...spec, scaling: Object.fromEntries(fields) as unknown as typeof spec.scaling };
  expect(JSON.stringify(turned)).not.toBe(JSON.stringify(spec));
  expect(savedEncoding(turned, description, undefined)).toBeNull();
  expect(savedEncoding({ ...turned, wavelengths: "nearest-integer" }, description, undefined)).not.toBeNull();
});

it("a config that says the type of its weights under both of its names says the new one under both", async () => {
  await selectBackend({ backend: "wasm" });
  const folder = await mkdtemp(join(tmpdir(), "llama-config-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const source = join(folder, "source");
  await writeFolder(source, readLlamaCase("llama"), { config: { torch_dtype: "float32" } });
  const file = await openLlama(source);
  const llama = await loadLlamaWeights(file);
  await file.close();
  onTestFinished(() => tf.dispose([...llama.weights.values()]));
  await saveLlamaFolder(llama, join(folder, "out"), { source, dtype: "BF16" });
  expect(JSON.parse(await readFile(join(folder, "out", "config.json"), "utf8"))).toMatchObject({
    dtype: "bfloat16",
    torch_dtype: "bfloat16",
  });
});
