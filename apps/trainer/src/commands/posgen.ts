import type { Command } from "commander";
import { addAuditCommand } from "./posgen/audit.js";
import { addFarTokensCommand } from "./posgen/far-tokens.js";
import { addGenerateCommand } from "./posgen/generate.js";
import { addWriteCommand } from "./posgen/write.js";

export function addPosgenCommands(program: Command): void {
  const posgen = program
    .command("posgen")
    .description("generate, write and audit PosGen, the benchmark whose every token follows a rule")
    .addHelpText(
      "after",
      "\nExample:\n  resonance posgen generate --task chain-of-thought --modulus 7 --seed-tokens 2,0,3,1 --length 12",
    );
  addGenerateCommand(posgen);
  addWriteCommand(posgen);
  addAuditCommand(posgen);
  addFarTokensCommand(posgen);
}
