import { type BackendName, backendNames } from "@resonance-rope/contracts";
import { type Command, Option } from "commander";
import { finetune } from "../finetuning/finetune.js";
import { type FinetuningFlags, addFinetuningFlags, finetuningPlanOf } from "../plan/finetuning-flags.js";
import { type TrackerFlags, addTrackerFlags, trackersFromFlags } from "../trackers/tracker-flags.js";

interface Flags extends FinetuningFlags, TrackerFlags {
  readonly out: string;
  readonly backend?: BackendName;
  readonly dryRun?: true;
  readonly json?: true;
}

export function addFinetuneCommand(program: Command): void {
  const command = addFinetuningFlags(program.command("finetune"))
    .description("train a pretrained model further in another position encoding; the same words again go on with it")
    .argument("<model>", "a Hugging Face folder, or a .gguf file")
    .option("--out <runs>", "folder of runs", "runs")
    .addOption(new Option("--backend <name>", "insist on a backend").choices(backendNames));
  addTrackerFlags(command)
    .option("--dry-run", "measure a step, say what all would take, and write nothing")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  resonance finetune ./SmolLM2-135M --data book.txt --scaling yarn --factor 4 --resonance --length 2048 --lora 8 --steps 20 --batch-size 1 --dry-run",
    )
    .action(async (model: string, flags: Flags) => {
      await finetune({
        places: { model, data: flags.data, validation: flags.validate ?? [] },
        column: flags.column,
        planOf: (material) => finetuningPlanOf(flags, material),
        place: { runs: flags.out },
        backend: flags.backend,
        trackers: trackersFromFlags(flags),
        dryRun: flags.dryRun === true,
        json: flags.json === true,
      });
    });
}
