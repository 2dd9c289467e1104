/** Plans and runs for the tests, without training. */
import type { RunRecord, RunResult, TrainingPlan } from "@resonance-rope/contracts";
import { createRun, runIdOf } from "@resonance-rope/run-store";
import type { Run } from "@resonance-rope/run-store";
import { Command } from "commander";
import { type TrainingFlags, addTrainingFlags, planFromFlags } from "../src/plan/training-flags.js";

/** The plan of `resonance train` with these words. */
export function planOfWords(words: readonly string[]): TrainingPlan {
  const command = addTrainingFlags(new Command()).exitOverride();
  return planFromFlags(command.parse([...words], { from: "user" }).opts<TrainingFlags>());
}

export function startRun(runsDirectory: string, plan: TrainingPlan): Promise<Run> {
  const record: RunRecord = {
    version: 1,
    runId: runIdOf(plan),
    plan,
    backend: "cpu",
    versions: { node: "20.20.0" },
    machine: { platform: "linux", processor: "a processor", cores: 2, memoryBytes: 2 ** 33 },
    gitCommit: null,
    startedAt: "2026-01-02T03:04:05Z",
  };
  return createRun(runsDirectory, record);
}

export function resultOf(plan: TrainingPlan): RunResult {
  return {
    version: 1,
    runId: runIdOf(plan),
    idAccuracy: 0.984,
    oodAccuracy: 0.7525,
    accuracyByPosition: [null, null, null, null, 1, 0.5],
    validationLoss: 0.0123,
    steps: plan.steps,
    secondsPerStep: 0.1,
    backend: "cpu",
  };
}
