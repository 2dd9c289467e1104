/** A fine-tuning's folder: its record, metrics and result, and the listing that it stands in. */
import { listFinetunings, readFinetuning } from "@resonance-rope/run-store";
import type { Border } from "../src/border.js";
import { exampleDocument as example } from "../src/example-document.js";
import { folderBorder } from "../src/folder-border.js";

export const border: Border = folderBorder(
  {
    "finetune-a/record.json": example("record of a fine-tuning"),
    "finetune-a/result.json": example("result of a fine-tuning"),
    "finetune-a/metrics.jsonl": `${example("step of a fine-tuning")}\n${example("validation")}\n`,
  },
  async (folder) => {
    await listFinetunings(folder);
    await readFinetuning(`${folder}/finetune-a`);
  },
);
