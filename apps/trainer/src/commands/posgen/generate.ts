import { generateSequence } from "@resonance-rope/posgen";
import type { Command } from "commander";
import { positiveWholeNumber, wholeNumbers } from "../../plan/parse-flags.js";
import { type TaskFlags, addTaskFlags, taskFromFlags } from "../../plan/training-flags.js";
import { printJson } from "../../terminal/print-json.js";

interface Flags extends TaskFlags {
  readonly seedTokens: readonly number[];
  readonly length: number;
  readonly json?: true;
}

export function addGenerateCommand(posgen: Command): void {
  addTaskFlags(posgen.command("generate"))
    .description("continue one seed by the task's rule")
    .requiredOption("--seed-tokens <list>", "the first j + k tokens, as 2,0,3,1", wholeNumbers)
    .requiredOption("--length <tokens>", "length of the sequence, seed included", positiveWholeNumber)
    .option("--json", "print as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  resonance posgen generate --task semi-recursive --modulus 7 --seed-tokens 2,0,3,1 --length 12",
    )
    .action((flags: Flags) => {
      const tokens = generateSequence(taskFromFlags(flags), flags.seedTokens, flags.length);
      if (flags.json === true) printJson({ tokens });
      else process.stdout.write(`${tokens.join(" ")}\n`);
    });
}
