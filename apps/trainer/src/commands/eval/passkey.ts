import { passkey } from "@resonance-rope/llm-eval";
import type { Command } from "commander";
import { evaluate } from "../../evaluation/evaluate.js";
import { finiteNumber, positiveWholeNumber, wholeNumber } from "../../plan/parse-flags.js";
import { type EvaluationFlags, addEvaluationFlags } from "../../plan/evaluation-flags.js";

interface Flags extends EvaluationFlags {
  readonly length: readonly string[];
  readonly depth?: readonly string[];
  readonly trials?: number;
  readonly seed: number;
}

/** Of the answer, beside the prompt. */
const answerTokens = 16;

export function addPasskeyCommand(evaluations: Command): void {
  addEvaluationFlags(evaluations.command("passkey"))
    .description("whether a model finds a number in a long text of nothing else, by length and depth")
    .requiredOption("--length <tokens...>", "of the prompt")
    .option("--depth <share...>", "where the number stands, 0 to 1 (default: anywhere, as in YaRN)")
    .option("--trials <n>", "at each length and depth (default: 20)", positiveWholeNumber)
    .option("--seed <n>", "of numbers and places", wholeNumber, 0)
    .addHelpText(
      "after",
      "\nExample:\n  resonance eval passkey --model model.gguf --length 2048 8192 --depth 0 0.5 1 --trials 10 --out runs",
    )
    .action(async (flags: Flags) => {
      const { depth, trials, seed } = flags;
      const lengths = flags.length.map(positiveWholeNumber);
      await evaluate(flags, Math.max(...lengths) + answerTokens, (model) =>
        passkey(model, {
          lengths,
          seed,
          ...(depth === undefined ? {} : { depths: depth.map(finiteNumber) }),
          ...(trials === undefined ? {} : { trials }),
        }),
      );
    });
}
