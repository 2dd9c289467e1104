/** record.json of an evaluation's folder: what its answers depend on, and where they were first asked for. */
import * as z from "zod";
import { type EvaluationReport, evaluationNames } from "./evaluation-report.js";
import { printedText } from "./printed-text.js";
import { type RunRecord, runCircumstances } from "./run-record.js";

/** Equal keys, equal answers; any difference is another folder. */
export type EvaluationKey = Pick<EvaluationReport, "evaluation" | "model" | "protocol">;

export interface EvaluationRecord
  extends EvaluationKey, Pick<RunRecord, "version" | "runId" | "versions" | "machine" | "gitCommit" | "startedAt"> {}

export const evaluationRecordSchema: z.ZodType<EvaluationRecord> = z.strictObject({
  version: z.literal(1),
  evaluation: z.enum(evaluationNames),
  model: z.strictObject({ name: printedText, fingerprint: printedText }),
  protocol: z.record(z.string(), z.unknown()),
  ...runCircumstances,
});
