/** Every evaluation of a folder and of the folders in it, whatever they are called. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  type EvaluationRecord,
  type EvaluationReport,
  ResonanceError,
  evaluationRecordSchema,
  messageOf,
} from "@resonance-rope/contracts";
import { fileError } from "@resonance-rope/contracts/node";
import * as z from "zod";
import { evaluationKeyText, evaluationPrefix } from "./evaluation-id-of.js";
import { readReport } from "./evaluation-run.js";
import type { UnreadableRun } from "./read-each-run.js";
import { readJsonFile } from "./read-json-file.js";

export interface EvaluationSummary {
  readonly directory: string;
  readonly record: EvaluationRecord;
  readonly report: EvaluationReport;
}

export interface EvaluationListing {
  /** By directory. */
  readonly evaluations: readonly EvaluationSummary[];
  /** Evaluations that are broken, or not finished. */
  readonly failures: readonly UnreadableRun[];
}

/** Folders in folders are looked into so far: people sort by model, task and encoding. */
const deepest = 4;
/** Whether a record is an evaluation's; a run's has a plan. */
const kindSchema = z.looseObject({ evaluation: z.unknown().optional() });

/** One bad folder does not hide the others; only a runs folder that cannot be read is an error. */
export async function listEvaluations(runsDirectory: string): Promise<EvaluationListing> {
  const evaluations: EvaluationSummary[] = [];
  const failures: UnreadableRun[] = [];
  const visit = async (directory: string, depth: number): Promise<void> => {
    const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
      throw fileError(error, { where: "listEvaluations", action: "read", path: directory });
    });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      // A link may lead back up.
      if (entry.name.startsWith(".") || !entry.isDirectory()) continue;
      const own = join(directory, entry.name);
      try {
        if (isEvaluation(own, entry.name)) evaluations.push(await readEvaluation(own));
        else if (depth < deepest && !existsSync(join(own, "record.json"))) await visit(own, depth + 1);
      } catch (error) {
        failures.push({ directory: own, reason: messageOf(error) });
      }
    }
  };
  await visit(runsDirectory, 1);
  return { evaluations, failures };
}

function isEvaluation(directory: string, name: string): boolean {
  if (name.startsWith(evaluationPrefix)) return true;
  try {
    const record = readJsonFile(join(directory, "record.json"), kindSchema, "listEvaluations");
    return record?.evaluation !== undefined;
  } catch {
    // What cannot be read is a run's to complain of.
    return false;
  }
}

async function readEvaluation(directory: string): Promise<EvaluationSummary> {
  const where = "listEvaluations";
  const record = readJsonFile(join(directory, "record.json"), evaluationRecordSchema, where);
  const report = await readReport(directory);
  if (record !== null && evaluationKeyText(record) === evaluationKeyText(report)) return { directory, record, report };
  throw new ResonanceError({
    kind: "invalid-file",
    where,
    expected: `${directory} to hold one evaluation's record.json and report.json`,
    received: record === null ? "no record.json in it" : "the report of another model or protocol",
  });
}
