/** Starts a run: its folder, its lock, its record. */
import { join } from "node:path";
import { ResonanceError, type RunRecord, runRecordSchema, validate } from "@resonance-rope/contracts";
import { readSummary } from "./find-run.js";
import { makeFolder } from "./hold-folder.js";
import { type Run, holdRun } from "./run.js";
import { runIdOf } from "./run-id-of.js";
import { writeAtomically } from "./write-atomically.js";

/**
 * Makes `runsDirectory/<record.runId>/`. A folder without a record, as a process leaves that is killed
 * in its first moment, is taken; a run that was started before is refused (findRun tells beforehand).
 */
export async function createRun(runsDirectory: string, record: RunRecord): Promise<Run> {
  validate(runRecordSchema, record, { kind: "invalid-argument", where: "createRun", what: "record" });
  if (record.runId !== runIdOf(record.plan))
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "createRun",
      expected: `the plan's own name, ${runIdOf(record.plan)}`,
      received: record.runId,
    });
  const directory = join(runsDirectory, record.runId);
  await makeFolder(directory, "createRun");
  return holdRun(directory, "createRun", async () => {
    const existing = readSummary(directory, "createRun");
    if (existing !== null)
      throw new ResonanceError({
        kind: "unavailable",
        where: "createRun",
        expected: `no run at ${directory} yet`,
        received: existing.result === null ? "one that was started" : "one that is done",
        remedy:
          existing.result === null
            ? "go on with openRun, or delete the folder"
            : "read its result, or delete the folder",
      });
    await writeAtomically(join(directory, "record.json"), `${JSON.stringify(record, null, 2)}\n`);
    return record;
  });
}
