/** What an evaluation of a language model comes to: report.json of its folder, and what `--json` prints. */
import * as z from "zod";
import { printedText } from "./printed-text.js";

export const evaluationNames = ["perplexity", "passkey", "leval", "ruler"] as const;
export type EvaluationName = (typeof evaluationNames)[number];

/** A measured value with its 95 % interval; null ends where one item says nothing of the spread. */
export interface Metric {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface EvaluationReport {
  readonly version: 1;
  readonly evaluation: EvaluationName;
  readonly model: { readonly name: string; readonly fingerprint: string };
  /** Every choice that decides the numbers, so that the same protocol on the same model gives them again. */
  readonly protocol: Readonly<Record<string, unknown>>;
  readonly metrics: Readonly<Record<string, Metric>>;
  /** One a unit of the protocol: a document and length, a cell of a grid, a task. */
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
  /** What the metrics are made of, an item an entry, so that two reports can be compared item by item. */
  readonly items: readonly EvaluationItem[];
}

export interface EvaluationItem {
  /** Names a document, a question, a trial; unique in the report. */
  readonly item: string;
  /** By metric, what the item adds to its two sums: a metric is made of (sum of sums) / (sum of weights). */
  readonly values: Readonly<Record<string, readonly [sum: number, weight: number]>>;
}

const metricSchema = z.strictObject({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() });

export const evaluationReportSchema: z.ZodType<EvaluationReport> = z.strictObject({
  version: z.literal(1),
  evaluation: z.enum(evaluationNames),
  model: z.strictObject({ name: printedText, fingerprint: printedText }),
  protocol: z.record(z.string(), z.unknown()),
  metrics: z.record(z.string(), metricSchema),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  items: z.array(
    z.strictObject({
      item: z.string().min(1),
      values: z.record(z.string(), z.tuple([z.number(), z.number().nonnegative()])),
    }),
  ),
});
