/** The files of a run folder: record.json (how), metrics.jsonl (the way), result.json (the end). */
import * as z from "zod";
import { type TrainingPlan, trainingPlanSchema } from "./training-plan.js";
import { printedText } from "./printed-text.js";

export const backendNames = ["tensorflow", "wasm", "webgpu", "cpu"] as const;
export type BackendName = (typeof backendNames)[number];

/** record.json: written first; with it anyone can repeat the run. */
export interface RunRecord {
  readonly version: 1;
  readonly runId: string;
  readonly plan: TrainingPlan;
  readonly backend: BackendName;
  /** Name to version: node, the engine, this project's packages. */
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: {
    readonly platform: string;
    readonly processor: string;
    readonly cores: number;
    readonly memoryBytes: number;
  };
  readonly gitCommit: string | null;
  /** ISO 8601, of the first start. */
  readonly startedAt: string;
}

/** What a step of any training came to. Losses in nats a token, times in seconds. */
export interface StepRow {
  readonly type: "step";
  readonly step: number;
  readonly trainingLoss: number;
  readonly learningRate: number;
  readonly gradientNorm: number;
  readonly seconds: number;
}

/** metrics.jsonl: one row a line. */
export type MetricRow =
  | StepRow
  | {
      readonly type: "evaluation";
      readonly step: number;
      readonly validationLoss: number;
      readonly idAccuracy: number;
      readonly oodAccuracy: number;
      readonly seconds: number;
    };

/** result.json: written last; its presence means that the run is done. */
export interface RunResult {
  readonly version: 1;
  readonly runId: string;
  /** Share of right tokens at j + k <= l < L, over the test split. */
  readonly idAccuracy: number;
  /** The same at L <= l < L'. */
  readonly oodAccuracy: number;
  /** Index l counts from 0; null on the seed tokens. */
  readonly accuracyByPosition: readonly (number | null)[];
  /** Nats a token, at length L, over the validation split. */
  readonly validationLoss: number;
  readonly steps: number;
  /** Median over the training steps after the fifth, evaluation left out. */
  readonly secondsPerStep: number;
  readonly backend: BackendName;
}

const share = z.number().min(0).max(1);
const step = z.int().nonnegative();

type RunCircumstances = Pick<RunRecord, "runId" | "versions" | "machine" | "gitCommit" | "startedAt">;

/** What every record.json says, whatever it is a record of. */
export const runCircumstances: { readonly [Field in keyof RunCircumstances]: z.ZodType<RunCircumstances[Field]> } = {
  runId: z.string().regex(/^[a-z0-9-]+$/u),
  versions: z.record(z.string(), printedText),
  machine: z.strictObject({
    platform: printedText,
    processor: printedText,
    cores: z.int().positive(),
    memoryBytes: z.number().positive(),
  }),
  gitCommit: printedText.nullable(),
  startedAt: z.iso.datetime(),
};

export const runRecordSchema: z.ZodType<RunRecord> = z.strictObject({
  version: z.literal(1),
  plan: trainingPlanSchema,
  backend: z.enum(backendNames),
  ...runCircumstances,
});

export const stepFields: { readonly [Field in Exclude<keyof StepRow, "type">]: z.ZodType<StepRow[Field]> } = {
  step,
  trainingLoss: z.number(),
  learningRate: z.number().nonnegative(),
  gradientNorm: z.number().nonnegative(),
  seconds: z.number().nonnegative(),
};

export const metricRowSchema: z.ZodType<MetricRow> = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("step"), ...stepFields }),
  z.strictObject({
    type: z.literal("evaluation"),
    step,
    validationLoss: z.number(),
    idAccuracy: share,
    oodAccuracy: share,
    seconds: z.number().nonnegative(),
  }),
]);

const isShareOrNull = (value: unknown): boolean =>
  value === null || (typeof value === "number" && value >= 0 && value <= 1);

/** In 10 000 runs these are millions of numbers: looked at in place, they take a tenth of what a schema of each would. */
const sharesByPosition = z
  .unknown()
  .refine((value) => Array.isArray(value) && value.every(isShareOrNull), "expected a list of shares, 0 to 1, or null")
  .meta({
    type: "array",
    items: { anyOf: [{ type: "number", minimum: 0, maximum: 1 }, { type: "null" }] },
  }) as z.ZodType as z.ZodType<RunResult["accuracyByPosition"]>;

export const runResultSchema: z.ZodType<RunResult> = z.strictObject({
  version: z.literal(1),
  runId: z.string().regex(/^[a-z0-9-]+$/u),
  idAccuracy: share,
  oodAccuracy: share,
  accuracyByPosition: sharesByPosition,
  validationLoss: z.number(),
  steps: z.int().positive(),
  secondsPerStep: z.number().nonnegative(),
  backend: z.enum(backendNames),
});
