import { type RunResult, runResultSchema } from "@resonance-rope/contracts";
import type { Run } from "./run.js";
import { writeResultOf } from "./write-result-of.js";

/** Writes result.json, whose presence means that the run is done. */
export async function writeResult(run: Run, result: RunResult): Promise<void> {
  await writeResultOf(run, result, runResultSchema, "writeResult");
}
