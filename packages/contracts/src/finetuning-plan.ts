/**
 * Everything that decides the numbers of a fine-tuning run: a pretrained model, texts, and how the one is trained on the
 * other. As with a TrainingPlan, the same plan is the same run. Files count by what they hold, not by where they lie.
 */
import type { RopeSpec } from "@resonance-rope/rope-core";
import * as z from "zod";
import { ropeSpecSchema } from "./rope-spec-schema.js";
import { type OptimizerConfig, type Precision, optimizerConfigSchema, precisionNames } from "./training-plan.js";
import { printedText } from "./printed-text.js";

/** Something on disk: what people call it, and a hash of what it holds. */
export interface NamedHash {
  readonly name: string;
  readonly fingerprint: string;
}

export interface FinetuningPlan {
  /** Weights, configuration and tokenizer. */
  readonly model: NamedHash;
  /** The position encoding in use while training, and from then on. */
  readonly rope: RopeSpec;
  /** Files of text, in the order in which they are read. */
  readonly data: readonly NamedHash[];
  /** Held-out text; none where nothing is validated. */
  readonly validation: readonly NamedHash[];
  /** Sequences of it that are scored, from its beginning; null for all. */
  readonly validationSequences: number | null;
  /** Of the text in JSON Lines and Parquet. */
  readonly column: string;
  /** T, tokens a sequence. */
  readonly length: number;
  /** Of low-rank adapters on queries, keys, values and outputs; null where all weights are trained. */
  readonly adapterRank: number | null;
  readonly optimizer: OptimizerConfig;
  readonly precision: Precision;
  /** B, sequences a step; their gradients are added up one after the other. */
  readonly batchSize: number;
  readonly steps: number;
  readonly validateEverySteps: number;
  readonly checkpointEverySteps: number;
  readonly seed: number;
  /** Threads of the native backend; part of the plan, for a sum cut differently has other bits. */
  readonly threads: number;
}

const count = z.int().positive();
const namedHash = z.strictObject({ name: printedText.min(1), fingerprint: printedText });

export const finetuningPlanSchema: z.ZodType<FinetuningPlan> = z.strictObject({
  model: namedHash,
  rope: ropeSpecSchema,
  data: z.array(namedHash).min(1),
  validation: z.array(namedHash),
  validationSequences: count.nullable(),
  column: printedText,
  length: count,
  adapterRank: count.nullable(),
  optimizer: optimizerConfigSchema,
  precision: z.enum(precisionNames),
  batchSize: count,
  steps: count,
  validateEverySteps: count,
  checkpointEverySteps: count,
  seed: z.int().nonnegative(),
  threads: count,
});
