import { existsSync } from "node:fs";
import { join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import {
  type LEvalPromptName,
  type LEvalProtocol,
  type LEvalTask,
  type LEvalTaskName,
  lEval,
  lEvalPromptNames,
  lEvalProtocols,
  lEvalTaskNames,
  readLEvalTask,
} from "@resonance-rope/llm-eval";
import { type Command, Option } from "commander";
import { evaluate } from "../../evaluation/evaluate.js";
import { readTextFile } from "../../evaluation/read-text-file.js";
import { positiveWholeNumber } from "../../plan/parse-flags.js";
import { type EvaluationFlags, addEvaluationFlags } from "../../plan/evaluation-flags.js";

interface Flags extends EvaluationFlags {
  readonly data: string;
  readonly tasks?: readonly LEvalTaskName[];
  readonly prompt: LEvalPromptName;
  readonly protocol: LEvalProtocol;
  readonly length: number;
}

/** Prompt and question beside a document that is truncated to the length. */
const reserveTokens = 1024;

export function addLEvalCommand(evaluations: Command): void {
  addEvaluationFlags(evaluations.command("leval"))
    .description("L-Eval's closed-ended tasks, asked and scored as its own code does, or strictly")
    .requiredOption("--data <folder>", "with coursera.jsonl, quality.jsonl and so on")
    .addOption(new Option("--tasks <names...>", "(default: those that are in the folder)").choices(lEvalTaskNames))
    .addOption(new Option("--prompt <form>", "what the model takes").choices(lEvalPromptNames).default("llama2-chat"))
    .addOption(new Option("--protocol <name>", "whose rules").choices(lEvalProtocols).default("leval"))
    .option("--length <tokens>", "to which documents are cut", positiveWholeNumber, 4000)
    .addHelpText("after", "\nExample:\n  resonance eval leval --model http://127.0.0.1:8000/v1 --data leval --out runs")
    .action(async (flags: Flags) => {
      const { prompt, protocol, length } = flags;
      const tasks = await tasksIn(flags.data, flags.tasks ?? lEvalTaskNames);
      await evaluate(flags, length + reserveTokens, (model) => lEval(model, { tasks, prompt, protocol, length }));
    });
}

async function tasksIn(folder: string, names: readonly LEvalTaskName[]): Promise<readonly LEvalTask[]> {
  const paths = names.map((name) => join(folder, `${name}.jsonl`)).filter((path) => existsSync(path));
  if (paths.length === 0)
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "--data",
      expected: `a folder with ${names.map((name) => `${name}.jsonl`).join(", ")}`,
      received: `none of them in ${folder}`,
    });
  return Promise.all(paths.map(async (path) => readLEvalTask(path, (await readTextFile(path, "--data")).split("\n"))));
}
