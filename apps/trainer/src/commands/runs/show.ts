import { existsSync } from "node:fs";
import { join } from "node:path";
import { isFinetuning, readFinetuning, readRun } from "@resonance-rope/run-store";
import type { Command } from "commander";
import { describeRun } from "../../terminal/describe-run.js";
import { describeFinetuningRun } from "../../terminal/describe-finetuning.js";
import { printJson } from "../../terminal/print-json.js";
import { commandOfFinetuning } from "./command-of-finetuning.js";
import { finetuningEntry } from "../../runs/finetuning-entry.js";
import { runEntry } from "../../runs/run-entry.js";

interface Flags {
  readonly out: string;
  readonly json?: true;
}

export function addShowCommand(runs: Command): void {
  runs
    .command("show")
    .description("one run: how it was made, how far it is, what came out, the command that repeats it")
    .argument("<run>", "folder of the run, or its name in the folder of runs")
    .option("--out <runs>", "folder of runs", "runs")
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample:\n  resonance runs show runs/chain-of-thought-none-nearest-integer-s0-3f9c21ab")
    .action(async (run: string, { out, json }: Flags) => {
      const directory = existsSync(run) ? run : join(out, run);
      await (isFinetuning(directory) ? showFinetuning : showTraining)(directory, json === true);
    });
}

async function showTraining(directory: string, json: boolean): Promise<void> {
  const contents = await readRun(directory);
  const { record, result, metrics, checkpointSteps } = contents;
  // Here alone: with the options of `train` come TensorFlow.js and half a second, which a list need not wait for.
  const { commandOfPlan } = await import("./command-of-plan.js");
  const command = commandOfPlan(record.plan);
  const lastStep = metrics.findLast(({ type }) => type === "step") ?? null;
  const lastEvaluation = metrics.findLast(({ type }) => type === "evaluation") ?? null;
  if (json) printJson({ ...runEntry(contents), record, result, lastStep, lastEvaluation, checkpointSteps, command });
  else process.stdout.write(`${describeRun(contents, command).join("\n")}\n`);
}

async function showFinetuning(directory: string, json: boolean): Promise<void> {
  const contents = await readFinetuning(directory);
  const { record, result, metrics, checkpointSteps } = contents;
  const command = commandOfFinetuning(record);
  const lastStep = metrics.findLast(({ type }) => type === "step") ?? null;
  const lastValidation = metrics.findLast(({ type }) => type === "validation") ?? null;
  if (json)
    printJson({ ...finetuningEntry(contents), record, result, lastStep, lastValidation, checkpointSteps, command });
  else process.stdout.write(`${describeFinetuningRun(contents, command).join("\n")}\n`);
}
