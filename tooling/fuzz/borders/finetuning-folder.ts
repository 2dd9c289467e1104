/** A fine-tuning's folder: its record, metrics and result, and the listing that it stands in. */
import { listFinetunings, readFinetuning } from "@resonance-rope/run-store";
import { exampleDocument as example } from "../src/example-document.js";
import { type Border, filesOf } from "../src/border.js";
import { onDisk } from "../src/on-disk.js";

const disk = onDisk();

export const border: Border = {
  refuses: ["invalid-file"],
  seeds: () =>
    Promise.resolve([
      filesOf({
        "finetune-a/record.json": example("record of a fine-tuning"),
        "finetune-a/result.json": example("result of a fine-tuning"),
        "finetune-a/metrics.jsonl": `${example("step of a fine-tuning")}\n${example("validation")}\n`,
      }),
    ]),
  read: (files) =>
    disk.with(files, async (folder) => {
      await listFinetunings(folder);
      await readFinetuning(`${folder}/finetune-a`);
    }),
  dispose: disk.dispose,
};
