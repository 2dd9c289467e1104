import { resolve } from "node:path";
import { readRun } from "@resonance-rope/run-store";
import type { Command } from "commander";
import { trainPlan } from "./train-plan.js";

export function addResumeCommand(program: Command): void {
  program
    .command("resume")
    .description("go on with a run that was stopped or killed, to the same bits as if it never was")
    .argument("<run>", "folder of the run")
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExample:\n  resonance resume runs/chain-of-thought-none-as-scaled-s0-3f9c21ab")
    .action(async (run: string, { json }: { readonly json?: true }) => {
      const directory = resolve(run);
      const { record } = await readRun(directory);
      await trainPlan(record.plan, { place: { run: directory }, json: json === true });
    });
}
