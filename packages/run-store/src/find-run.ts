/** The run of a plan, if it was ever started: the question before training. */
import { join } from "node:path";
import {
  ResonanceError,
  type RunRecord,
  type RunResult,
  type TrainingPlan,
  canonicalJson,
  runRecordSchema,
  runResultSchema,
} from "@resonance-rope/contracts";
import { type SummaryOf, readSummaryOf } from "./read-summary-of.js";
import { runIdOf } from "./run-id-of.js";

export type RunSummary = SummaryOf<RunRecord, RunResult>;

/** Null: start it with createRun. No result: go on with openRun. A result: nothing is left to do. */
export async function findRun(runsDirectory: string, plan: TrainingPlan): Promise<RunSummary | null> {
  const summary = readSummary(join(runsDirectory, runIdOf(plan)), "findRun");
  if (summary === null || canonicalJson(summary.record.plan) === canonicalJson(plan)) return summary;
  throw new ResonanceError({
    kind: "invalid-file",
    where: "findRun",
    expected: `${summary.directory} to hold the run of this plan`,
    received: "another plan under the same name",
    remedy: "move that folder away",
  });
}

/** What record.json and result.json say; null without a record.json. */
export function readSummary(directory: string, where: string): RunSummary | null {
  return readSummaryOf(directory, runRecordSchema, runResultSchema, where);
}

export function noRecord(directory: string, where: string): ResonanceError {
  return new ResonanceError({
    kind: "invalid-file",
    where,
    expected: `${directory} to be a run folder`,
    received: "no record.json in it",
    remedy: "give the folder of a run, or start the run again if it was killed in its first moment",
  });
}
