import { type BackendName, backendNames } from "@resonance-rope/contracts";
import { type Command, Option } from "commander";
import { type TrainingFlags, addTrainingFlags, planFromFlags } from "../plan/training-flags.js";
import { type TrackerFlags, addTrackerFlags, trackersFromFlags } from "../trackers/tracker-flags.js";
import { trainPlan } from "./train-plan.js";

interface Flags extends TrainingFlags, TrackerFlags {
  readonly out: string;
  readonly backend?: BackendName;
  readonly json?: true;
}

export function addTrainCommand(program: Command): void {
  const command = addTrainingFlags(program.command("train"))
    .description("train a small transformer on a PosGen task; the same words again go on with the same run")
    .option("--out <runs>", "folder of runs", "runs")
    .addOption(new Option("--backend <name>", "insist on a backend").choices(backendNames));
  addTrackerFlags(command)
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExample:\n  resonance train --task chain-of-thought --resonance --steps 300 --out runs")
    .action(async (flags: Flags) => {
      await trainPlan(planFromFlags(flags), {
        place: { runs: flags.out },
        trackers: trackersFromFlags(flags),
        json: flags.json === true,
        ...(flags.backend === undefined ? {} : { backend: flags.backend }),
      });
    });
}
