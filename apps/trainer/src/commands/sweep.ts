import type { Command } from "commander";
import { addLauncherFlags } from "../launchers/launcher-flags.js";
import { addTrackerFlags } from "../trackers/tracker-flags.js";
import { type SweepFlags, sweep } from "../sweep/sweep.js";

export function addSweepCommand(program: Command): void {
  const command = program
    .command("sweep")
    .description("train every run of a plan; the same words again do what is missing")
    .argument("<plan>", "YAML file with grids of flags of resonance train")
    .option("--out <runs>", "folder of runs", "runs");
  addTrackerFlags(addLauncherFlags(command))
    .option("--dry-run", "list the runs and the time they would take, and start none")
    .option("--json", "print the results as JSON")
    .addHelpText("after", "\nExample:\n  resonance sweep plans/smoke.yaml --out runs")
    .action((file: string, flags: SweepFlags) => sweep(file, flags));
}
