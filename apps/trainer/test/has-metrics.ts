import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Whether a run of the folder has begun to train. */
export async function hasMetrics(runs: string): Promise<boolean> {
  const names = existsSync(runs) ? await readdir(runs) : [];
  return names.some((name) => existsSync(join(runs, name, "metrics.jsonl")));
}
