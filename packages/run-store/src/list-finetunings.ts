/** Every fine-tuning of a folder of runs, without their metrics. */
import { finetuningPrefix } from "./finetuning-id-of.js";
import { type UnreadableRun, readEachRun } from "./read-each-run.js";
import { type FinetuningSummary, readFinetuningSummary } from "./read-finetuning.js";

export interface FinetuningListing {
  /** By directory name. */
  readonly finetunings: readonly FinetuningSummary[];
  /** Fine-tunings that are broken. */
  readonly failures: readonly UnreadableRun[];
}

/** One bad folder does not hide the others; only a runs folder that cannot be read is an error. */
export async function listFinetunings(runsDirectory: string): Promise<FinetuningListing> {
  const isMeant = (name: string): boolean => name.startsWith(finetuningPrefix);
  const { found, failures } = await readEachRun(
    runsDirectory,
    "listFinetunings",
    isMeant,
    readFinetuningSummary,
    (each) => each,
  );
  return { finetunings: found, failures };
}
