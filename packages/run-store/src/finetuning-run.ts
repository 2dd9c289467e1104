/**
 * A fine-tuning's folder that this process may write to, `runs/finetune-…/`: the files of a run (run.ts), its record and
 * rows of another kind, and beside them what was trained. Checkpoints are written and found as a run's are.
 */
import { join } from "node:path";
import {
  type FinetuningRecord,
  type FinetuningResult,
  type FinetuningRow,
  ResonanceError,
  canonicalJson,
  finetuningRecordSchema,
  finetuningResultSchema,
  finetuningRowSchema,
  validate,
} from "@resonance-rope/contracts";
import { appendRows } from "./append-rows.js";
import { finetuningIdOf } from "./finetuning-id-of.js";
import { type HeldFolder, holdFolder, makeFolder } from "./hold-folder.js";
import { readFinetuningSummary } from "./read-finetuning.js";
import { removeHalfLine } from "./read-lines.js";
import { metricsPath } from "./read-metrics.js";
import { removeTemporaryFiles } from "./temporary-files.js";
import { truncateRows } from "./truncate-rows.js";
import { writeAtomically } from "./write-atomically.js";
import { writeResultOf } from "./write-result-of.js";

export type FinetuningRun = HeldFolder<{ readonly record: FinetuningRecord }>;

/**
 * Begins a run, or goes on where an earlier start of the same plan left off.
 * @param place the folder of runs, in which the plan names its own; or the folder of one run, whatever it is called.
 */
export async function openFinetuning(
  place: { readonly runs: string } | { readonly run: string },
  begun: Omit<FinetuningRecord, "version" | "kind" | "runId">,
): Promise<FinetuningRun> {
  const where = "openFinetuning";
  const wanted = validate(
    finetuningRecordSchema,
    { version: 1, kind: "finetuning", runId: finetuningIdOf(begun.plan), ...begun },
    { kind: "invalid-argument", where, what: "record" },
  );
  const directory = "run" in place ? place.run : join(place.runs, wanted.runId);
  await makeFolder(directory, where);
  return holdFolder(directory, where, async () => {
    await removeTemporaryFiles(join(directory, "checkpoints"));
    const found = readFinetuningSummary(directory);
    if (found !== null && canonicalJson(found.record.plan) !== canonicalJson(wanted.plan))
      throw new ResonanceError({
        kind: "invalid-file",
        where,
        expected: `${directory} to hold the run of this plan`,
        received: "that of another, or files that have changed since",
        remedy: "move that folder away, or give the files that it was begun with",
      });
    if (found === null) await writeAtomically(join(directory, "record.json"), `${JSON.stringify(wanted, null, 2)}\n`);
    await removeHalfLine(metricsPath(directory), where);
    return { record: found?.record ?? wanted };
  });
}

/** All of the rows or, on an error, none of them; see appendMetrics. */
export async function appendFinetuningRows(run: FinetuningRun, rows: readonly FinetuningRow[]): Promise<void> {
  await appendRows(run, rows, finetuningRowSchema, "appendFinetuningRows");
}

/** Drops the rows of later steps; -1 drops all. */
export async function truncateFinetuningRows(run: FinetuningRun, afterStep: number): Promise<void> {
  await truncateRows(run, afterStep, finetuningRowSchema, "truncateFinetuningRows");
}

/** Writes result.json, whose presence means that the run is done. */
export async function writeFinetuningResult(run: FinetuningRun, result: FinetuningResult): Promise<void> {
  await writeResultOf(run, result, finetuningResultSchema, "writeFinetuningResult");
}
