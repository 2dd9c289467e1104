/** What a run of either kind says of itself and of how it ended. */
import { join } from "node:path";
import { ResonanceError } from "@resonance-rope/contracts";
import type * as z from "zod";
import { readJsonFile } from "./read-json-file.js";
import type { Named } from "./write-result-of.js";

export interface SummaryOf<Record, Result> {
  readonly directory: string;
  readonly record: Record;
  /** Null while the run is not done. */
  readonly result: Result | null;
}

/** Null without a record.json. */
export function readSummaryOf<Record extends Named, Result extends Named>(
  directory: string,
  recordSchema: z.ZodType<Record>,
  resultSchema: z.ZodType<Result>,
  where: string,
): SummaryOf<Record, Result> | null {
  const record = readJsonFile(join(directory, "record.json"), recordSchema, where);
  if (record === null) return null;
  const result = readJsonFile(join(directory, "result.json"), resultSchema, where);
  if (result !== null && result.runId !== record.runId)
    throw new ResonanceError({
      kind: "invalid-file",
      where,
      expected: `${directory} to hold the result of ${record.runId}`,
      received: `that of ${result.runId}`,
    });
  return { directory, record, result };
}
