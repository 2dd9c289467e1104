/**
 * An evaluation's folder that this process may write to, `runs/eval-…/`:
 *
 *     record.json     of what and how: written first
 *     answers.jsonl   each answer of the model as it came, one a line, appended
 *     report.json     what they come to: written again at the end of each start
 *     lock.json       while a process writes
 */
import { join } from "node:path";
import {
  type AnswerStore,
  type EvaluationRecord,
  type EvaluationReport,
  ResonanceError,
  evaluationRecordSchema,
  evaluationReportSchema,
  validate,
} from "@resonance-rope/contracts";
import { answersOf } from "./answers-of.js";
import { evaluationIdOf, evaluationKeyText } from "./evaluation-id-of.js";
import { holdFolder, makeFolder } from "./hold-folder.js";
import type { Lock } from "./lock.js";
import { readJsonFile } from "./read-json-file.js";
import { writeAtomically } from "./write-atomically.js";

export interface EvaluationRun extends Lock {
  readonly directory: string;
  readonly record: EvaluationRecord;
  readonly answers: AnswerStore;
}

/** Begins `runsDirectory/<the key's own name>/`, or goes on where an earlier start of the same key left off. */
export async function openAnswers(
  runsDirectory: string,
  begun: Omit<EvaluationRecord, "version" | "runId">,
): Promise<EvaluationRun> {
  const wanted = validate(
    evaluationRecordSchema,
    { version: 1, runId: evaluationIdOf(begun), ...begun },
    { kind: "invalid-argument", where: "openAnswers", what: "record" },
  );
  const directory = join(runsDirectory, wanted.runId);
  await makeFolder(directory, "openAnswers");
  const run = await holdFolder(directory, "openAnswers", async () => {
    const path = join(directory, "record.json");
    const record = readJsonFile(path, evaluationRecordSchema, "openAnswers") ?? wanted;
    if (evaluationKeyText(record) !== evaluationKeyText(wanted))
      throw new ResonanceError({
        kind: "invalid-file",
        where: "openAnswers",
        expected: `${directory} to hold the answers of this model and protocol`,
        received: "those of others under the same name",
        remedy: "move that folder away",
      });
    if (record === wanted) await writeAtomically(path, `${JSON.stringify(record, null, 2)}\n`);
    return { record };
  });
  try {
    return { ...run, answers: await answersOf(run) };
  } catch (error) {
    await run.release();
    throw error;
  }
}

export async function writeReport(run: EvaluationRun, report: EvaluationReport): Promise<void> {
  validate(evaluationReportSchema, report, { kind: "invalid-argument", where: "writeReport", what: "report" });
  await run.assertHeld();
  await writeAtomically(reportPath(run.directory), `${JSON.stringify(report)}\n`);
}

/** Of an evaluation's folder, or of a report.json alone. Takes no lock and writes nothing. */
export async function readReport(path: string): Promise<EvaluationReport> {
  const file = path.endsWith(".json") ? path : reportPath(path);
  const report = readJsonFile(file, evaluationReportSchema, "readReport");
  if (report !== null) return report;
  throw new ResonanceError({
    kind: "invalid-file",
    where: "readReport",
    expected: `${file} to be there`,
    received: "no such file",
    remedy: "give the folder of an evaluation that is done; run resonance eval again to finish one",
  });
}

const reportPath = (directory: string): string => join(directory, "report.json");
