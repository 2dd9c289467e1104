/** One valid document for each schema, and none of their fields left out. */
import type { FinetuningPlan, ModelConfig, RunRecord, TrainingPlan } from "../src/index.js";
import {
  answerSchema,
  evaluationRecordSchema,
  evaluationReportSchema,
  finetuningPlanSchema,
  finetuningRecordSchema,
  finetuningResultSchema,
  finetuningRowSchema,
  metricRowSchema,
  modelConfigSchema,
  ropeSpecSchema,
  ruleSchema,
  runRecordSchema,
  runResultSchema,
  sequenceTaskSchema,
  trainingPlanSchema,
} from "../src/index.js";
import { type RopeSpec, withRopeDefaults } from "@resonance-rope/rope-core";
import type * as z from "zod";

const rope: RopeSpec = withRopeDefaults({ headDimension: 64, trainedLength: 64, wavelengths: "nearest-integer" });

const model: ModelConfig = {
  vocabularySize: 18,
  layers: 2,
  width: 64,
  heads: 1,
  feedForwardWidth: 256,
  dropout: 0,
  attentionScale: "none",
  head: "separate",
  initialization: "t5",
  normEpsilon: 1e-6,
};

export const examplePlan: TrainingPlan = {
  task: "recursive",
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
  model,
  optimizer: {
    peakLearningRate: 2e-3,
    weightDecay: 1e-2,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    schedule: "one-cycle",
    warmupFraction: 0.1,
    gradientClip: 1,
  },
  precision: "float32",
  batchSize: 32,
  steps: 1200,
  evaluateEverySteps: 120,
  checkpointEverySteps: 60,
  preset: "demo",
  protocol: "paper",
  seed: 0,
  threads: 2,
};

const record: RunRecord = {
  version: 1,
  runId: "recursive-none-nearest-integer-s0-0123abcd",
  plan: examplePlan,
  backend: "wasm",
  versions: { node: "20.20.0" },
  machine: { platform: "linux x64", processor: "any", cores: 2, memoryBytes: 2 ** 33 },
  gitCommit: null,
  startedAt: "2026-01-02T03:04:05.678Z",
};

const result = {
  version: 1,
  runId: record.runId,
  idAccuracy: 0.99,
  oodAccuracy: 0.5,
  accuracyByPosition: [null, null, null, null, 1, 0.5],
  validationLoss: 0.1,
  steps: 1200,
  secondsPerStep: 0.02,
  backend: "wasm",
};

const step = { type: "step", step: 1, trainingLoss: 2.8, learningRate: 1e-4, gradientNorm: 3, seconds: 0.02 };
const evaluation = { type: "evaluation", step: 9, validationLoss: 2, idAccuracy: 0.5, oodAccuracy: 0, seconds: 1 };

const { runId: _runId, plan: _plan, backend: _backend, ...circumstances } = record;
const evaluated = {
  evaluation: "perplexity",
  model: { name: "SmolLM2", fingerprint: "sha256:0123, yarn 4" },
  protocol: { lengths: [2048], stride: null },
};
const evaluationRecord = { ...circumstances, ...evaluated, runId: "eval-perplexity-smollm2-0123abcd" };
const report = {
  version: 1,
  ...evaluated,
  metrics: { perplexity: { value: 12.5, low: 11, high: null } },
  rows: [{ document: "a", perplexity: 12.5, note: null }],
  items: [{ item: "a", values: { perplexity: [5, 2] } }],
};
const finetuningPlan: FinetuningPlan = {
  model: { name: "SmolLM2", fingerprint: "sha256:0123" },
  rope,
  data: [{ name: "book.txt", fingerprint: "sha256:4567" }],
  validation: [{ name: "other.txt", fingerprint: "sha256:89ab" }],
  validationSequences: 4,
  column: "text",
  length: 4096,
  adapterRank: 8,
  optimizer: { ...examplePlan.optimizer, schedule: "linear" },
  precision: "mixed-bfloat16",
  batchSize: 64,
  steps: 400,
  validateEverySteps: 80,
  checkpointEverySteps: 10,
  seed: 0,
  threads: 2,
};
const finetuningRecord = {
  ...record,
  kind: "finetuning",
  runId: "finetune-smollm2-none-nearest-integer-s0-0123abcd",
  plan: finetuningPlan,
  places: { model: "SmolLM2", data: ["texts"], validation: ["other.txt"] },
};
const validation = { type: "validation", step: 0, validationLoss: 2, perplexity: 7.4, tokens: 8192, seconds: 9 };
const finetuningResult = {
  version: 1,
  runId: finetuningRecord.runId,
  validationLoss: 2,
  perplexity: 7.4,
  initialPerplexity: null,
  steps: 400,
  trainedTokens: 104_857_600,
  secondsPerStep: 60,
  backend: "tensorflow",
  written: ["adapter/adapter_config.json"],
};
const scores = { type: "log-probabilities", item: "a/2048/0", logProbabilities: [-1.5, 0], seconds: 0.5 };
const text = { type: "text", item: "b", text: " 42", promptTokens: 100, seconds: 0.5 };

export const exampleDocuments: readonly (readonly [name: string, schema: z.ZodType, document: object])[] = [
  ["rule", ruleSchema, { type: "linear", coefficients: [1, 2, 3, 4], constant: -1 }],
  ["task", sequenceTaskSchema, { name: "recursive", farTokens: 0, nearTokens: 1, modulus: 2, rule: examplePlan.rule }],
  ["RoPE", ropeSpecSchema, rope],
  ["model", modelConfigSchema, model],
  ["plan", trainingPlanSchema, examplePlan],
  ["record", runRecordSchema, record],
  ["step", metricRowSchema, step],
  ["evaluation", metricRowSchema, evaluation],
  ["result", runResultSchema, result],
  ["record of an evaluation", evaluationRecordSchema, evaluationRecord],
  ["answer of log-probabilities", answerSchema, scores],
  ["answer of text", answerSchema, text],
  ["report", evaluationReportSchema, report],
  ["plan of a fine-tuning", finetuningPlanSchema, finetuningPlan],
  ["record of a fine-tuning", finetuningRecordSchema, finetuningRecord],
  ["step of a fine-tuning", finetuningRowSchema, step],
  ["validation", finetuningRowSchema, validation],
  ["result of a fine-tuning", finetuningResultSchema, finetuningResult],
];
