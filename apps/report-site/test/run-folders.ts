/** Run folders as the trainer would leave them, with curves that look like training and cost nothing. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type MetricRow,
  type RunRecord,
  type RunResult,
  type TaskName,
  type TrainingPlan,
  randomSource,
} from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";

export interface RunShape {
  readonly task?: TaskName;
  readonly scaling?: "none" | "yarn" | "linear";
  readonly wavelengths?: RopeSpec["wavelengths"];
  readonly seed?: number;
  readonly steps?: number;
  /** Mean accuracy beyond the trained length. */
  readonly ood?: number;
  readonly plan?: Partial<TrainingPlan>;
  readonly record?: Partial<RunRecord>;
  readonly result?: Partial<RunResult> | null;
}

export interface RunFiles {
  readonly record: RunRecord;
  readonly metrics: readonly MetricRow[];
  readonly result: RunResult | null;
}

/** A run in memory; the same shape gives the same run. */
export function syntheticRun(shape: RunShape = {}): RunFiles {
  const {
    task = "chain-of-thought",
    scaling = "none",
    wavelengths = "as-scaled",
    seed = 0,
    steps = 1000,
    ood = 0.36,
  } = shape;
  const plan: TrainingPlan = { ...planOf(task, scaling, wavelengths, seed, steps), ...shape.plan };
  const choice = typeof wavelengths === "string" ? wavelengths : "given";
  const runId = `${task}-${scaling}-${choice}-s${seed}-${hash(plan)}`;
  const noise = randomSource(seed).fork(runId);
  const accuracyByPosition = Array.from({ length: plan.testedLength }, (_, index) => {
    if (index < 4) return null;
    const beyond = Math.max(0, index - plan.trainedLength + 1) / (plan.testedLength - plan.trainedLength);
    const level = beyond === 0 ? 0.984 : ood + (0.95 - ood) * Math.exp(-6 * beyond);
    return Math.min(1, Math.max(0, Math.round(1000 * (level + 0.012 * noise.normal())) / 1000));
  });
  const metrics: MetricRow[] = Array.from({ length: steps }, (_, index) => ({
    type: "step",
    step: index + 1,
    trainingLoss: lossAt((index + 1) / steps) * Math.exp(0.08 * noise.normal()),
    learningRate: 2e-3,
    gradientNorm: 1,
    seconds: 0.1,
  }));
  for (let step = 100; step <= steps; step += 100) {
    const validationLoss = 0.95 * lossAt(step / steps);
    const oodAccuracy = ood + 0.05 * Math.sin(step);
    metrics.push({ type: "evaluation", step, validationLoss, idAccuracy: 0.9, oodAccuracy, seconds: 1 });
  }
  const record: RunRecord = {
    version: 1,
    runId,
    plan,
    backend: "tensorflow",
    versions: { node: "20.20.0", tensorflow: "2.21.0" },
    machine: { platform: "linux x64", processor: "Example CPU 2.5 GHz", cores: 2, memoryBytes: 8 * 2 ** 30 },
    gitCommit: "0123456789abcdef0123456789abcdef01234567",
    startedAt: "2026-01-02T03:04:05.000Z",
    ...shape.record,
  };
  if (shape.result === null) return { record, metrics, result: null };
  const mean = (from: number, to: number): number => {
    const shares = accuracyByPosition.slice(from, to).filter((share) => share !== null);
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  };
  const result: RunResult = {
    version: 1,
    runId,
    idAccuracy: mean(4, plan.trainedLength),
    oodAccuracy: mean(plan.trainedLength, plan.testedLength),
    accuracyByPosition,
    validationLoss: 0.95 * lossAt(1),
    steps,
    secondsPerStep: 0.1087,
    backend: "tensorflow",
    ...shape.result,
  };
  return { record, metrics, result };
}

export async function writeRun(
  runs: string,
  { record, metrics, result }: RunFiles,
  folder = record.runId,
): Promise<string> {
  const directory = join(runs, folder);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "record.json"), JSON.stringify(record));
  await writeFile(join(directory, "metrics.jsonl"), metrics.map((row) => `${JSON.stringify(row)}\n`).join(""));
  if (result !== null) await writeFile(join(directory, "result.json"), JSON.stringify(result));
  return directory;
}

/** Calls back with an empty folder, and removes it whatever happens. */
export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "resonance-report-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** From guessing among 17 (2.83 nats) down to 0.05, most of it around a third of the way. */
function lossAt(progress: number): number {
  return 0.05 + 2.78 / (1 + Math.exp(16 * (progress - 0.35)));
}

function planOf(
  task: TaskName,
  scaling: "none" | "yarn" | "linear",
  wavelengths: RopeSpec["wavelengths"],
  seed: number,
  steps: number,
): TrainingPlan {
  const rope: RopeSpec = {
    headDimension: 64,
    base: 10_000,
    trainedLength: 64,
    rotaryFraction: 1,
    scaling: scalings[scaling],
    wavelengths,
    pairLayout: "half-split",
  };
  return {
    task,
    rule: { type: "sum-modulo" },
    farTokens: 1,
    nearTokens: 3,
    modulus: 17,
    split: "paper",
    sequences: { train: 10_000, validation: 1000, test: 1000 },
    trainedLength: 64,
    testedLength: 256,
    leadingToken: "begin",
    seedTargets: "left-out",
    rope,
    trainingRope: rope,
    model: {
      vocabularySize: 18,
      layers: 2,
      width: 128,
      heads: 2,
      feedForwardWidth: 512,
      dropout: 0,
      attentionScale: "none",
      head: "separate",
      initialization: "t5",
      normEpsilon: 1e-6,
    },
    optimizer: {
      peakLearningRate: 2e-3,
      weightDecay: 0.01,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      schedule: "one-cycle",
      warmupFraction: 0.1,
      gradientClip: null,
    },
    precision: "float32",
    batchSize: 64,
    steps,
    evaluateEverySteps: 100,
    checkpointEverySteps: 100,
    preset: "demo",
    protocol: "paper",
    seed,
    threads: 2,
  };
}

const scalings = {
  none: { type: "none" },
  linear: { type: "linear", factor: 4 },
  yarn: {
    type: "yarn",
    factor: 4,
    originalLength: 64,
    alpha: 1,
    beta: 2,
    blend: "pair-index",
    truncate: true,
    attentionFactor: null,
  },
} as const satisfies Record<string, RopeSpec["scaling"]>;

function hash(plan: TrainingPlan): string {
  const source = randomSource(0).fork(JSON.stringify(plan));
  return Array.from({ length: 8 }, () => source.integer(16).toString(16)).join("");
}
