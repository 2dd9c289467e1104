/**
 * Everything that decides the numbers of a training run. The same plan is the same run: its hash is
 * part of the run's name, and on equal threads and backend it gives the same bits.
 */
import type { RopeSpec } from "@resonance-rope/rope-core";
import * as z from "zod";
import { type ModelConfig, modelConfigSchema } from "./model-config.js";
import { ropeSpecSchema } from "./rope-spec-schema.js";
import { type Rule, type TaskName, ruleSchema, taskNames } from "./sequence-task.js";

export const presetNames = ["demo", "small", "paper"] as const;
export type PresetName = (typeof presetNames)[number];

/** The paper's text, or its released code: the two describe different experiments. */
export const protocolNames = ["paper", "released-code"] as const;
export type ProtocolName = (typeof protocolNames)[number];

/**
 * `mixed-bfloat16`: inside the blocks, products take and give bfloat16 (their sums are float32), and so do the
 * activations of the feed-forward layer. Norms, softmax, embedding, head, weights and moments are float32.
 */
export const precisionNames = ["float32", "mixed-bfloat16"] as const;
export type Precision = (typeof precisionNames)[number];

export interface OptimizerConfig {
  readonly peakLearningRate: number;
  /** Decoupled from the gradient (AdamW). */
  readonly weightDecay: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /**
   * `one-cycle`: cosine from peak / 25 up to the peak over the warm-up, then cosine down to peak / 250000. `linear`: in
   * a straight line from 0 up to the peak, and down to 0, as transformers does.
   */
  readonly schedule: "constant" | "one-cycle" | "linear";
  /** Share of the steps that warm up. */
  readonly warmupFraction: number;
  /** Largest global norm of the gradient, or null for no clipping. */
  readonly gradientClip: number | null;
}

export interface TrainingPlan {
  readonly task: TaskName;
  readonly rule: Rule;
  /** j of the paper. */
  readonly farTokens: number;
  /** k of the paper. */
  readonly nearTokens: number;
  /** M of the paper. */
  readonly modulus: number;
  readonly split: ProtocolName;
  /** Sequences in each split. */
  readonly sequences: { readonly train: number; readonly validation: number; readonly test: number };
  /** L in tokens. */
  readonly trainedLength: number;
  /** L' in tokens. */
  readonly testedLength: number;
  /**
   * `begin`: token M before position 0, so that the output at position l is the prediction for token l and
   * training uses every position 0 ... L - 1. `none`: the output at l - 1 predicts token l.
   */
  readonly leadingToken: "begin" | "none";
  /** Whether the first j + k tokens, which follow no rule, count in the training loss. */
  readonly seedTargets: "left-out" | "counted";
  /** The position encoding that is tested. */
  readonly rope: RopeSpec;
  /** The position encoding in use while training: `rope` itself, but for the released code. */
  readonly trainingRope: RopeSpec;
  readonly model: ModelConfig;
  readonly optimizer: OptimizerConfig;
  readonly precision: Precision;
  /** B, sequences a step. */
  readonly batchSize: number;
  readonly steps: number;
  readonly evaluateEverySteps: number;
  readonly checkpointEverySteps: number;
  readonly preset: PresetName;
  readonly protocol: ProtocolName;
  readonly seed: number;
  /** Threads of the native backend; part of the plan, for a sum cut differently has other bits. */
  readonly threads: number;
}

const fraction = z.number().min(0).max(1);
const count = z.int().positive();

export const optimizerConfigSchema: z.ZodType<OptimizerConfig> = z.strictObject({
  peakLearningRate: z.number().positive(),
  weightDecay: z.number().nonnegative(),
  beta1: fraction,
  beta2: fraction,
  epsilon: z.number().positive(),
  schedule: z.enum(["constant", "one-cycle", "linear"]),
  warmupFraction: fraction,
  gradientClip: z.number().positive().nullable(),
});

export const trainingPlanSchema: z.ZodType<TrainingPlan> = z.strictObject({
  task: z.enum(taskNames),
  rule: ruleSchema,
  farTokens: z.int().nonnegative(),
  nearTokens: count,
  modulus: z.int().min(2),
  split: z.enum(protocolNames),
  sequences: z.strictObject({ train: count, validation: count, test: count }),
  trainedLength: count,
  testedLength: count,
  leadingToken: z.enum(["begin", "none"]),
  seedTargets: z.enum(["left-out", "counted"]),
  rope: ropeSpecSchema,
  trainingRope: ropeSpecSchema,
  model: modelConfigSchema,
  optimizer: optimizerConfigSchema,
  precision: z.enum(precisionNames),
  batchSize: count,
  steps: count,
  evaluateEverySteps: count,
  checkpointEverySteps: count,
  preset: z.enum(presetNames),
  protocol: z.enum(protocolNames),
  seed: z.int().nonnegative(),
  threads: count,
});
