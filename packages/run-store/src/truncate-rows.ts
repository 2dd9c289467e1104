import type * as z from "zod";
import type { HeldFolder } from "./hold-folder.js";
import { readLineBlocks } from "./read-lines.js";
import { metricsPath } from "./read-metrics.js";
import { writeAtomically } from "./write-atomically.js";

/** Drops the rows of metrics.jsonl that are of steps after this one; -1 drops all. */
export async function truncateRows<Row extends { readonly step: number }>(
  { directory, assertHeld }: HeldFolder,
  afterStep: number,
  schema: z.ZodType<Row>,
  where: string,
): Promise<void> {
  const path = metricsPath(directory);
  const rows: Row[] = [];
  for await (const block of readLineBlocks(path, schema, where)) rows.push(...block);
  const kept = rows.filter(({ step }) => step <= afterStep);
  if (kept.length === rows.length) return;
  await assertHeld();
  await writeAtomically(path, kept.map((row) => `${JSON.stringify(row)}\n`).join(""));
}
