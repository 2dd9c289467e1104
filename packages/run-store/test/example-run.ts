/** A small run, for the tests. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunRecord, RunResult, TrainingPlan } from "@resonance-rope/contracts";
import { onTestFinished } from "vitest";
import { type Run, createRun, runIdOf } from "../src/index.js";

const rope = {
  headDimension: 64,
  base: 10_000,
  trainedLength: 64,
  rotaryFraction: 1,
  scaling: {
    type: "yarn",
    factor: 4,
    originalLength: 64,
    alpha: 1,
    beta: 2,
    blend: "pair-index",
    truncate: true,
    attentionFactor: null,
  },
  wavelengths: "as-scaled",
  pairLayout: "half-split",
} as const;

export const examplePlan: TrainingPlan = {
  task: "chain-of-thought",
  rule: { type: "sum-modulo" },
  farTokens: 1,
  nearTokens: 3,
  modulus: 17,
  split: "paper",
  leadingToken: "begin",
  seedTargets: "left-out",
  sequences: { train: 10, validation: 10, test: 10 },
  trainedLength: 64,
  testedLength: 256,
  rope,
  trainingRope: rope,
  model: {
    vocabularySize: 18,
    layers: 2,
    width: 128,
    heads: 2,
    feedForwardWidth: 512,
    dropout: 0,
    attentionScale: "inverse-square-root",
    head: "separate",
    initialization: "normal",
    normEpsilon: 0.001,
  },
  optimizer: {
    peakLearningRate: 0.002,
    weightDecay: 0,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 0.0001,
    schedule: "one-cycle",
    warmupFraction: 0.3,
    gradientClip: null,
  },
  precision: "float32",
  batchSize: 64,
  steps: 100,
  evaluateEverySteps: 50,
  checkpointEverySteps: 10,
  preset: "demo",
  protocol: "paper",
  seed: 0,
  threads: 1,
};

export function exampleRecord(plan: TrainingPlan = examplePlan): RunRecord {
  return {
    version: 1,
    runId: runIdOf(plan),
    plan,
    backend: "cpu",
    versions: { node: "20.20.0" },
    machine: { platform: "linux", processor: "a processor", cores: 2, memoryBytes: 2 ** 33 },
    gitCommit: null,
    startedAt: "2026-01-02T03:04:05Z",
  };
}

export function exampleResult(plan: TrainingPlan = examplePlan): RunResult {
  return {
    version: 1,
    runId: runIdOf(plan),
    idAccuracy: 0.99,
    oodAccuracy: 0.5,
    accuracyByPosition: [null, null, null, null, 1, 0.5],
    validationLoss: 0.01,
    steps: 100,
    secondsPerStep: 0.1,
    backend: "cpu",
  };
}

/** A folder that is gone when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "run-store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function exampleRun(): Promise<Run> {
  return createRun(await temporaryFolder(), exampleRecord());
}

/** Every file below a folder, with its path from there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).toSorted();
}
