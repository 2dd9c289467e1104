/**
 * Which runs an array trains, written beside its logs before it is submitted: by it another sweep, or this one
 * after a kill, knows what waits in the queue.
 */
import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ResonanceError, messageOf, validate } from "@resonance-rope/contracts";
import { writeAtomically } from "@resonance-rope/run-store";
import * as z from "zod";
import type { SweepRun } from "../sweep/sweep-run.js";
import { slurmFolder, slurmName } from "./slurm-script.js";

const suffix = ".json";
const runIdsSchema = z.array(z.string());

/** What SLURM needs to be there when the script of these runs is submitted, by us or by hand. */
export async function prepareArray(runs: readonly SweepRun[], runsDirectory: string): Promise<void> {
  const folder = slurmFolder(runsDirectory);
  await mkdir(folder, { recursive: true });
  const runIds = runs.map(({ runId }) => runId);
  await writeAtomically(join(folder, slurmName(runs, runsDirectory) + suffix), `${JSON.stringify(runIds)}\n`);
}

/** By its name, the runs of each array that was ever prepared for this folder, in the order of its tasks. */
export async function preparedArrays(runsDirectory: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = slurmFolder(runsDirectory);
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const arrays = files.filter((file) => /^resonance-\w+\.json$/u.test(file));
  const read = arrays.map(
    async (file) => [file.slice(0, -suffix.length), await readRunIds(join(folder, file))] as const,
  );
  return new Map(await Promise.all(read));
}

async function readRunIds(path: string): Promise<readonly string[]> {
  try {
    const what = `list of runs at ${path}`;
    return validate(runIdsSchema, JSON.parse(await readFile(path, "utf8")), {
      kind: "invalid-file",
      where: "sweep",
      what,
    });
  } catch (cause) {
    throw new ResonanceError({
      kind: "invalid-file",
      where: "sweep",
      expected: `the runs of a job array at ${path}`,
      received: messageOf(cause),
      remedy: "delete the file if that array has ended",
      cause,
    });
  }
}
