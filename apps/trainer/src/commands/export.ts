import type { Command } from "commander";
import { addExportGgufCommand } from "./export/gguf.js";
import { addExportHfCommand } from "./export/hf.js";

export function addExportCommands(program: Command): void {
  const command = program
    .command("export")
    .description("write a model with another position encoding, as today's engines load it")
    .addHelpText("after", "\nExample:\n  resonance export hf ./SmolLM2-135M --resonance --config-only --out resonance");
  addExportHfCommand(command);
  addExportGgufCommand(command);
}
