import { type RulerTaskName, asksQuestions, ruler, rulerTaskNames } from "@resonance-rope/llm-eval";
import { type Command, Option } from "commander";
import { evaluate } from "../../evaluation/evaluate.js";
import { readQuestions } from "../../evaluation/read-questions.js";
import { readTextFile } from "../../evaluation/read-text-file.js";
import { positiveWholeNumber, wholeNumber } from "../../plan/parse-flags.js";
import { type EvaluationFlags, addEvaluationFlags } from "../../plan/evaluation-flags.js";

interface Flags extends EvaluationFlags {
  readonly tasks?: readonly RulerTaskName[];
  readonly length: readonly string[];
  readonly samples?: number;
  readonly seed: number;
  readonly prompt: "base" | "chat-template";
  readonly essay?: string;
  readonly questions?: readonly string[];
}

export function addRulerCommand(evaluations: Command): void {
  addEvaluationFlags(evaluations.command("ruler"))
    .description("RULER's tasks: needles, variables, common and frequent words, questions, at each length")
    .requiredOption("--length <tokens...>", "of prompt and answer")
    .addOption(new Option("--tasks <names...>", "(default: all that have their data)").choices(rulerTaskNames))
    .option("--samples <n>", "of each task and length (default: 500)", positiveWholeNumber)
    .option("--seed <n>", "of words and places", wholeNumber, 0)
    .addOption(new Option("--prompt <form>", "what the model takes").choices(["base", "chat-template"]).default("base"))
    .option("--essay <file>", "a text to hide needles in (default: RULER's noise)")
    .option("--questions <files...>", "SQuAD's JSON for qa_1, HotpotQA's for qa_2, or other data in their shapes")
    .addHelpText(
      "after",
      `
Examples:
  resonance eval ruler --model model.gguf --length 4096 --samples 10 --out runs
  resonance eval ruler --model model.gguf --length 4096 --samples 10 --tasks qa_1 --questions dev-v2.0.json`,
    )
    .action(async (flags: Flags) => {
      const { samples, seed, prompt } = flags;
      const lengths = flags.length.map(positiveWholeNumber);
      const essay = flags.essay === undefined ? {} : { essay: await readTextFile(flags.essay, "--essay") };
      const questions = await readQuestions(flags.questions ?? [], flags.tasks?.filter(asksQuestions) ?? null);
      const tasks = flags.tasks ?? rulerTaskNames.filter((name) => !asksQuestions(name) || name in questions);
      await evaluate(flags, Math.max(...lengths), (model) =>
        ruler(model, {
          tasks,
          lengths,
          seed,
          prompt,
          questions,
          ...essay,
          ...(samples === undefined ? {} : { samples }),
        }),
      );
    });
}
