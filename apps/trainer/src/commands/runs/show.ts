import { existsSync } from "node:fs";
import { join } from "node:path";
import { readRun } from "@resonance-rope/run-store";
import type { Command } from "commander";
import { describeRun } from "../../terminal/describe-run.js";
import { printJson } from "../../terminal/print-json.js";
import { commandOfPlan } from "./command-of-plan.js";
import { runEntry } from "./run-entry.js";

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
      const contents = await readRun(existsSync(run) ? run : join(out, run));
      const { record, result, metrics, checkpointSteps } = contents;
      const command = commandOfPlan(record.plan);
      const lastStep = metrics.findLast(({ type }) => type === "step") ?? null;
      const lastEvaluation = metrics.findLast(({ type }) => type === "evaluation") ?? null;
      if (json === true) {
        printJson({ ...runEntry(contents), record, result, lastStep, lastEvaluation, checkpointSteps, command });
      } else process.stdout.write(`${describeRun(contents, command).join("\n")}\n`);
    });
}
