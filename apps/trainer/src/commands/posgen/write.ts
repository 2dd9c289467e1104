import { dataset } from "@resonance-rope/posgen";
import type { Command } from "commander";
import { taskFromFlags } from "../../plan/training-flags.js";
import { formatCount, formatWhole } from "../../terminal/format-number.js";
import { printJson } from "../../terminal/print-json.js";
import { type DatasetFlags, addDatasetFlags, datasetOptionsFromFlags } from "./dataset-flags.js";
import { datasetManifest } from "./dataset-manifest.js";
import { manifestName, writeDatasetFolder } from "./write-dataset-folder.js";

interface Flags extends DatasetFlags {
  readonly out: string;
  readonly json?: true;
}

export function addWriteCommand(posgen: Command): void {
  addDatasetFlags(posgen.command("write"))
    .description("write a task's training, validation and test sequences as JSON Lines, with a manifest")
    .requiredOption("--out <folder>", "folder to make; one that holds this very dataset is left as it is")
    .option("--json", "print as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  resonance posgen write --task chain-of-thought --seed 0 --out posgen-chain-of-thought",
    )
    .action(async (flags: Flags) => {
      const task = taskFromFlags(flags);
      const options = datasetOptionsFromFlags(flags);
      const data = dataset(task, options);
      const manifest = await datasetManifest(task, options, data);
      const outcome = await writeDatasetFolder(flags.out, data, manifest);
      const { contentHash, files } = manifest;
      if (flags.json === true) {
        const names = [...files.map(({ name }) => name), manifestName];
        printJson({ directory: flags.out, files: names, contentHash, sequences: options.sequences });
        return;
      }
      const { train, validation, test } = options.sequences;
      process.stdout.write(
        [
          `  ${outcome === "written" ? "wrote" : "unchanged, for it holds this dataset already:"} ${flags.out}`,
          `  ${formatCount(train, "sequence")} to train on, ${formatWhole(validation)} to validate, ${formatWhole(test)} to test`,
          `  content ${contentHash}`,
          "",
        ].join("\n"),
      );
    });
}
