import { resolve } from "node:path";
import { isFinetuning, readFinetuning, readRun } from "@resonance-rope/run-store";
import type { Command } from "commander";
import { finetune } from "../finetuning/finetune.js";
import { type TrackerFlags, addTrackerFlags, trackersFromFlags } from "../trackers/tracker-flags.js";
import { trainPlan } from "./train-plan.js";

interface Flags extends TrackerFlags {
  readonly json?: true;
}

export function addResumeCommand(program: Command): void {
  const command = program
    .command("resume")
    .description("go on with a run that was stopped or killed, to the same bits as if it never was")
    .argument("<run>", "folder of the run");
  addTrackerFlags(command)
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExample:\n  resonance resume runs/chain-of-thought-none-as-scaled-s0-3f9c21ab")
    .action(async (run: string, flags: Flags) => {
      const directory = resolve(run);
      if (isFinetuning(directory)) await resumeFinetuning(directory, flags);
      else await resumeTraining(directory, flags);
    });
}

async function resumeTraining(directory: string, flags: Flags): Promise<void> {
  const { record } = await readRun(directory);
  await trainPlan(record.plan, {
    place: { run: directory },
    trackers: trackersFromFlags(flags),
    json: flags.json === true,
  });
}

/** Its files are looked for where they were given, from the folder that the command runs in. */
async function resumeFinetuning(directory: string, flags: Flags): Promise<void> {
  const { places, plan } = (await readFinetuning(directory)).record;
  await finetune({
    places,
    column: plan.column,
    planOf: ({ named }) => ({ ...plan, ...named }),
    place: { run: directory },
    trackers: trackersFromFlags(flags),
    dryRun: false,
    json: flags.json === true,
  });
}
