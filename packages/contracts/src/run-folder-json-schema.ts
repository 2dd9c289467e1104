/** The schemas of a run folder's files as JSON Schema (draft 2020-12), for readers in other languages. */
import * as z from "zod";
import { metricRowSchema, runRecordSchema, runResultSchema } from "./run-record.js";

export function runFolderJsonSchema(): Record<"record.json" | "metrics.jsonl" | "result.json", object> {
  return {
    "record.json": z.toJSONSchema(runRecordSchema),
    "metrics.jsonl": z.toJSONSchema(metricRowSchema),
    "result.json": z.toJSONSchema(runResultSchema),
  };
}
