import type { Command } from "commander";
import { addExportCommand } from "./runs/export.js";
import { addListCommand } from "./runs/list.js";
import { addShowCommand } from "./runs/show.js";

export function addRunsCommands(program: Command): void {
  const runs = program
    .command("runs")
    .description("list the runs of a folder, show one, or take them elsewhere")
    .addHelpText("after", "\nExample:\n  resonance runs list --out runs");
  addListCommand(runs);
  addShowCommand(runs);
  addExportCommand(runs);
}
