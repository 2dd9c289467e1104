import type { Command } from "commander";
import { addCompareCommand } from "./eval/compare.js";
import { addLEvalCommand } from "./eval/leval.js";
import { addPasskeyCommand } from "./eval/passkey.js";
import { addPerplexityCommand } from "./eval/perplexity.js";
import { addRulerCommand } from "./eval/ruler.js";

export function addEvalCommands(program: Command): void {
  const evaluate = program
    .command("eval")
    .description("measure a language model at length: perplexity, passkey, L-Eval, RULER; the same words again go on")
    .addHelpText("after", "\nExample:\n  resonance eval perplexity --model model.gguf --text book.txt --length 2048");
  addPerplexityCommand(evaluate);
  addPasskeyCommand(evaluate);
  addLEvalCommand(evaluate);
  addRulerCommand(evaluate);
  addCompareCommand(evaluate);
}
