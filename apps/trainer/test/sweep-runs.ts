/** Runs of a tiny sweep, a second each, in a folder of their own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { expandSweep } from "../src/sweep/expand-sweep.js";
import { readSweepPlan } from "../src/sweep/sweep-plan.js";
import type { SweepRun } from "../src/sweep/sweep-run.js";
import { writePlan } from "./tiny-sweep.js";

/** A folder whose name a shell, and sbatch, have to be told with care; it goes after the tests. */
export function sweepFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "50% of it's $HOME "));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function sweepRuns(folder: string, seeds: number, steps: number): Promise<SweepRun[]> {
  const seed = Array.from({ length: seeds }, (_, index) => index);
  return expandSweep(readSweepPlan(await writePlan(folder, [{ seed, steps }])));
}
