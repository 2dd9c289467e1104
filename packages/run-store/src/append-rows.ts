import { validate } from "@resonance-rope/contracts";
import type * as z from "zod";
import { appendLines } from "./append-lines.js";
import type { HeldFolder } from "./hold-folder.js";
import { metricsPath } from "./read-metrics.js";

/** Appends all of the rows to metrics.jsonl or, on an error, none of them. */
export async function appendRows<Row extends { readonly step: number }>(
  { directory, assertHeld }: HeldFolder,
  rows: readonly Row[],
  schema: z.ZodType<Row>,
  where: string,
): Promise<void> {
  for (const row of rows) validate(schema, row, { kind: "invalid-argument", where, what: `row of step ${row.step}` });
  await assertHeld();
  await appendLines(metricsPath(directory), rows, { where, sync: false });
}
