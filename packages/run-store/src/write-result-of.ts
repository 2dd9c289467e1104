/** Ends a run of either kind with its result.json. */
import { join } from "node:path";
import { ResonanceError, validate } from "@resonance-rope/contracts";
import type * as z from "zod";
import type { HeldFolder } from "./hold-folder.js";
import { writeAtomically } from "./write-atomically.js";

export interface Named {
  readonly runId: string;
}

/** @throws ResonanceError for what is no result, or another run's: the folder could not be read any more. */
export async function writeResultOf<Result extends Named>(
  run: HeldFolder<{ readonly record: Named }>,
  result: Result,
  schema: z.ZodType<Result>,
  where: string,
): Promise<void> {
  validate(schema, result, { kind: "invalid-argument", where, what: "result" });
  if (result.runId !== run.record.runId)
    throw new ResonanceError({
      kind: "invalid-argument",
      where,
      expected: `the result of ${run.record.runId}`,
      received: `that of ${result.runId}`,
    });
  await run.assertHeld();
  await writeAtomically(join(run.directory, "result.json"), `${JSON.stringify(result, null, 2)}\n`);
}
