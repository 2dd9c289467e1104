/** What a fine-tuning leaves in its folder: adapters alone, or the whole model in the form that it was given in. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FinetuningPlan } from "@resonance-rope/contracts";
import { fingerprintFiles } from "@resonance-rope/llm-eval/node";
import { saveLlamaFolder, saveLlamaGguf } from "@resonance-rope/model-tiny/node";
import type { Material } from "./open-material.js";
import type { StartedFinetuning } from "./prepare-finetuning.js";
import { writeAdapter } from "./write-adapter.js";

/** @returns names of the files, in the folder of the run. */
export async function writeTrained(
  directory: string,
  { adapterRank: rank, rope, model: { name: baseName } }: FinetuningPlan,
  { training, ...rest }: StartedFinetuning,
  { places, model }: Material,
): Promise<readonly string[]> {
  const llama = { ...rest, weights: training.weights() };
  const source = places.model;
  const whole = model.format === "gguf" ? "model.gguf" : "model";
  const name = rank === null ? whole : "adapter";
  const path = join(directory, name);
  // What a start left that was killed before it could say that it was done.
  await rm(path, { recursive: true, force: true });
  if (rank !== null) {
    const trainedOn = { name: baseName, fingerprint: await fingerprintFiles(model.files) };
    return writeAdapter(directory, llama, { rank, baseModel: source, encoding: { rope, trainedOn } });
  }
  if (model.format === "gguf") {
    await saveLlamaGguf(llama, path, { source });
    return [name];
  }
  await saveLlamaFolder(llama, path, { source });
  return (await readdir(path)).toSorted().map((file) => `${name}/${file}`);
}
