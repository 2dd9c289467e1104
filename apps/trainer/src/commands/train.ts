import { type BackendName, backendNames } from "@resonance-rope/contracts";
import { type Command, Option } from "commander";
import { type TrainingFlags, addTrainingFlags, planFromFlags } from "../plan/training-flags.js";
import { trainPlan } from "./train-plan.js";

interface Flags extends TrainingFlags {
  readonly out: string;
  readonly backend?: BackendName;
  readonly json?: true;
}

export function addTrainCommand(program: Command): void {
  addTrainingFlags(program.command("train"))
    .description("train a small transformer on a PosGen task; the same words again go on with the same run")
    .option("--out <runs>", "folder of runs", "runs")
    .addOption(new Option("--backend <name>", "insist on a backend").choices(backendNames))
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExample:\n  resonance train --task chain-of-thought --resonance --steps 300 --out runs")
    .action(async (flags: Flags) => {
      await trainPlan(planFromFlags(flags), {
        place: { runs: flags.out },
        json: flags.json === true,
        ...(flags.backend === undefined ? {} : { backend: flags.backend }),
      });
    });
}
