import { readFile } from "node:fs/promises";
import { type RulerTaskName, ruler, rulerTaskNames } from "@resonance-rope/llm-eval";
import { type Command, Option } from "commander";
import { evaluate } from "../../evaluation/evaluate.js";
import { positiveWholeNumber, wholeNumber } from "../../plan/parse-flags.js";
import { type EvaluationFlags, addEvaluationFlags } from "./evaluation-flags.js";

interface Flags extends EvaluationFlags {
  readonly tasks?: readonly RulerTaskName[];
  readonly length: readonly string[];
  readonly samples?: number;
  readonly seed: number;
  readonly prompt: "base" | "chat-template";
  readonly essay?: string;
}

/** `qa` asks over documents, which the command does not read. */
const commandTasks = rulerTaskNames.filter((name) => name !== "qa");

export function addRulerCommand(evaluations: Command): void {
  addEvaluationFlags(evaluations.command("ruler"))
    .description("RULER's synthetic tasks: needles, variables, common and frequent words, at each length")
    .requiredOption("--length <tokens...>", "of prompt and answer")
    .addOption(new Option("--tasks <names...>", "(default: all)").choices(commandTasks))
    .option("--samples <n>", "of each task and length (default: 500)", positiveWholeNumber)
    .option("--seed <n>", "of words and places", wholeNumber, 0)
    .addOption(new Option("--prompt <form>", "what the model takes").choices(["base", "chat-template"]).default("base"))
    .option("--essay <file>", "a text to hide needles in (default: RULER's noise)")
    .addHelpText("after", "\nExample:\n  resonance eval ruler --model model.gguf --length 4096 --samples 10 --out runs")
    .action(async (flags: Flags) => {
      const { tasks = commandTasks, samples, seed, prompt } = flags;
      const lengths = flags.length.map(positiveWholeNumber);
      const essay = flags.essay === undefined ? {} : { essay: await readFile(flags.essay, "utf8") };
      await evaluate(flags, Math.max(...lengths), (model) =>
        ruler(model, { tasks, lengths, seed, prompt, ...essay, ...(samples === undefined ? {} : { samples }) }),
      );
    });
}
