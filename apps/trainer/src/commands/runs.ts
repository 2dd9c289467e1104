import type { Command } from "commander";
import { addListCommand } from "./runs/list.js";
import { addShowCommand } from "./runs/show.js";

export function addRunsCommands(program: Command): void {
  const runs = program
    .command("runs")
    .description("list the runs of a folder, or show one")
    .addHelpText("after", "\nExample:\n  resonance runs list --out runs");
  addListCommand(runs);
  addShowCommand(runs);
}
