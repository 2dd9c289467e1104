/** What programs of the pages need around them: those that are parts of a program, and those that need what is not here. */

/** Before the program, so that its names are known. */
export const before: Readonly<Record<string, string>> = {
  "packages/run-store/README.md 2": `
    import type { RunRecord, RunResult, TrainingPlan } from "@resonance-rope/contracts";
    import { createRun, findRun, latestCheckpoint, openRun, truncateMetrics, writeResult } from "@resonance-rope/run-store";
    declare const plan: TrainingPlan, record: RunRecord, result: RunResult;
    export const run = async () => {`,
};
export const after: Readonly<Record<string, string>> = { "packages/run-store/README.md 2": "};" };

/** Checked for their types and not run, and why. */
export const notRun: Readonly<Record<string, string>> = {
  "packages/run-store/README.md 2": "part of a program; packages/run-store/test runs each of its calls",
  "packages/llm-eval/README.md 2": "needs a model and node-llama-cpp",
  "packages/model-tiny/README.md 2": "needs a model; packages/model-tiny/test/llama has each of its calls",
};
