/**
 * The files of a fine-tuning run's folder. A kind of its own beside RunRecord: PosGen's tasks, positions and accuracies
 * mean nothing here, and whoever reads them there need not ask which kind of run it is.
 */
import * as z from "zod";
import { type FinetuningPlan, finetuningPlanSchema } from "./finetuning-plan.js";
import { type RunRecord, type StepRow, backendNames, runCircumstances, stepFields } from "./run-record.js";
import { printedText } from "./printed-text.js";

/** record.json: written first. */
export interface FinetuningRecord extends Omit<RunRecord, "plan"> {
  readonly kind: "finetuning";
  readonly plan: FinetuningPlan;
  /** Where the files of the plan lay, as they were given; going on looks there. */
  readonly places: {
    readonly model: string;
    readonly data: readonly string[];
    readonly validation: readonly string[];
  };
}

/** metrics.jsonl: one row a line. */
export type FinetuningRow =
  | StepRow
  | {
      readonly type: "validation";
      /** 0 before the first step. */
      readonly step: number;
      /** Nats a token of the held-out text. */
      readonly validationLoss: number;
      readonly perplexity: number;
      readonly tokens: number;
      readonly seconds: number;
    };

/** result.json: written last; its presence means that the run is done. */
export interface FinetuningResult {
  readonly version: 1;
  readonly runId: string;
  /** Nats a token of the held-out text after the last step, and exp of it; null without one. */
  readonly validationLoss: number | null;
  readonly perplexity: number | null;
  /** The same before the first step. */
  readonly initialPerplexity: number | null;
  readonly steps: number;
  /** Tokens that were learned from, each as often as it came. */
  readonly trainedTokens: number;
  /** Median over the training steps after the fifth, validation left out. */
  readonly secondsPerStep: number;
  readonly backend: RunRecord["backend"];
  /** What was trained, in the run's folder. */
  readonly written: readonly string[];
}

const { runId } = runCircumstances;
const positive = z.number().positive();

export const finetuningRecordSchema: z.ZodType<FinetuningRecord> = z.strictObject({
  version: z.literal(1),
  kind: z.literal("finetuning"),
  plan: finetuningPlanSchema,
  places: z.strictObject({ model: printedText, data: z.array(printedText), validation: z.array(printedText) }),
  backend: z.enum(backendNames),
  ...runCircumstances,
});

export const finetuningRowSchema: z.ZodType<FinetuningRow> = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("step"), ...stepFields }),
  z.strictObject({
    type: z.literal("validation"),
    step: z.int().nonnegative(),
    validationLoss: z.number().nonnegative(),
    perplexity: positive,
    tokens: z.int().positive(),
    seconds: z.number().nonnegative(),
  }),
]);

export const finetuningResultSchema: z.ZodType<FinetuningResult> = z.strictObject({
  version: z.literal(1),
  runId,
  validationLoss: z.number().nonnegative().nullable(),
  perplexity: positive.nullable(),
  initialPerplexity: positive.nullable(),
  steps: z.int().positive(),
  trainedTokens: z.int().positive(),
  secondsPerStep: z.number().nonnegative(),
  backend: z.enum(backendNames),
  written: z.array(printedText),
});
