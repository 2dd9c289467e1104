/** What a fine-tuning leaves in its folder. */
import type { FinetuningPlan } from "@resonance-rope/contracts";
import type { Material } from "./open-material.js";
import type { StartedFinetuning } from "./prepare-finetuning.js";
import { writeAdapter } from "./write-adapter.js";

/** @returns names of the files, in the folder of the run. */
export async function writeTrained(
  directory: string,
  { adapterRank: rank, rope }: FinetuningPlan,
  { training, ...llama }: StartedFinetuning,
  { places }: Material,
): Promise<readonly string[]> {
  if (rank === null) return [];
  return writeAdapter(directory, { ...llama, weights: training.weights() }, { rank, baseModel: places.model, rope });
}
