/** The run of a plan, if it was ever started: the question before training. */
import { join } from "node:path";
import {
  ResonanceError,
  type RunRecord,
  type RunResult,
  type TrainingPlan,
  runRecordSchema,
  runResultSchema,
} from "@resonance-rope/contracts";
import { canonicalJson } from "./canonical-json.js";
import { readJsonFile } from "./read-json-file.js";
import { runIdOf } from "./run-id-of.js";

export interface RunSummary {
  readonly directory: string;
  readonly record: RunRecord;
  /** Null while the run is not done. */
  readonly result: RunResult | null;
}

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
  const record = readJsonFile(join(directory, "record.json"), runRecordSchema, where);
  if (record === null) return null;
  const result = readJsonFile(join(directory, "result.json"), runResultSchema, where);
  if (result !== null && result.runId !== record.runId)
    throw new ResonanceError({
      kind: "invalid-file",
      where,
      expected: `${directory} to hold the result of ${record.runId}`,
      received: `that of ${result.runId}`,
    });
  return { directory, record, result };
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
