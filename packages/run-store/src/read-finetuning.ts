/** A fine-tuning's folder. Takes no lock and writes nothing. */
import { join } from "node:path";
import {
  type FinetuningRecord,
  type FinetuningResult,
  type FinetuningRow,
  finetuningRecordSchema,
  finetuningResultSchema,
  finetuningRowSchema,
} from "@resonance-rope/contracts";
import * as z from "zod";
import { stepsWith } from "./checkpoint-files.js";
import { noRecord } from "./find-run.js";
import { readJsonFile } from "./read-json-file.js";
import { readLines } from "./read-lines.js";
import { metricsPath } from "./read-metrics.js";
import { type SummaryOf, readSummaryOf } from "./read-summary-of.js";

export type FinetuningSummary = SummaryOf<FinetuningRecord, FinetuningResult>;

export interface FinetuningContents extends FinetuningSummary {
  readonly metrics: readonly FinetuningRow[];
  /** Steps with a finished checkpoint, ascending. */
  readonly checkpointSteps: readonly number[];
}

/** Whether a folder, whatever it is called, says of itself that it is a fine-tuning. */
export function isFinetuning(directory: string): boolean {
  const where = "isFinetuning";
  const record = readJsonFile(join(directory, "record.json"), z.looseObject({ kind: z.unknown().optional() }), where);
  return record?.kind === "finetuning";
}

/** What record.json and result.json say; null without a record.json. */
export function readFinetuningSummary(directory: string): FinetuningSummary | null {
  return readSummaryOf(directory, finetuningRecordSchema, finetuningResultSchema, "readFinetuning");
}

export async function readFinetuning(directory: string): Promise<FinetuningContents> {
  const where = "readFinetuning";
  const summary = readFinetuningSummary(directory);
  if (summary === null) throw noRecord(directory, where);
  const metrics: FinetuningRow[] = [];
  for await (const row of readLines(metricsPath(directory), finetuningRowSchema, where)) metrics.push(row);
  return { ...summary, metrics, checkpointSteps: await stepsWith("json", directory, where) };
}
