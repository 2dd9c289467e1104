import { resolve } from "node:path";
import { readRun } from "@resonance-rope/run-store";
import type { Command } from "commander";
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
      const { record } = await readRun(directory);
      await trainPlan(record.plan, {
        place: { run: directory },
        trackers: trackersFromFlags(flags),
        json: flags.json === true,
      });
    });
}
