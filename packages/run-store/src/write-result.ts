/** Ends a run. */
import { join } from "node:path";
import { ResonanceError, type RunResult, runResultSchema, validate } from "@resonance-rope/contracts";
import type { Run } from "./run.js";
import { writeAtomically } from "./write-atomically.js";

/** Writes result.json, whose presence means that the run is done. */
export async function writeResult(run: Run, result: RunResult): Promise<void> {
  validate(runResultSchema, result, { kind: "invalid-argument", where: "writeResult", what: "result" });
  if (result.runId !== run.record.runId)
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "writeResult",
      expected: `the result of ${run.record.runId}`,
      received: `that of ${result.runId}`,
    });
  await run.assertHeld();
  await writeAtomically(join(run.directory, "result.json"), `${JSON.stringify(result, null, 2)}\n`);
}
