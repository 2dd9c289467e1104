/**
 * The script of a SLURM job array, one run a task: what `sbatch` takes, and anyone can read, keep and submit by hand.
 *
 * A task may be ended and started again at any time, by SLURM or by hand: its run goes on from its checkpoint.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { ResonanceError, shellWord } from "@resonance-rope/contracts";
import type { SweepRun } from "../sweep/sweep-run.js";
import { trainLine } from "./train-line.js";

export interface SlurmScriptOptions {
  readonly runsDirectory: string;
  readonly jobs: number;
  /** Further options of sbatch, as they are typed: `--partition=gpu --time=4:00:00`. */
  readonly sbatch?: string;
}

/** Below the folder of runs. */
export const slurmFolder = (runsDirectory: string): string => join(runsDirectory, ".slurm");

/** The array's name: the same for the same runs in the same folder. */
export function slurmName(runs: readonly SweepRun[], runsDirectory: string): string {
  const hash = createHash("sha256").update(JSON.stringify([runsDirectory, runs.map(({ runId }) => runId)]));
  return `resonance-${hash.digest("hex").slice(0, 12)}`;
}

/** How long before a time limit a run is told to save; a step takes less. */
const warningSeconds = 120;

export function slurmScript(
  runs: readonly SweepRun[],
  { runsDirectory, jobs, sbatch = "" }: SlurmScriptOptions,
): string {
  const name = slurmName(runs, runsDirectory);
  const threads = runs.reduce((most, { plan }) => Math.max(most, plan.threads), 1);
  const tasks = runs.map((run, index) => `${index}) run=${run.runId} command=(${trainLine(run, runsDirectory)}) ;;`);
  const options = [
    `--job-name=${name}`,
    `--array=0-${runs.length - 1}%${jobs}`,
    `--cpus-per-task=${threads}`,
    "--requeue",
    "--open-mode=append",
    `--output=${sbatchWord(join(slurmFolder(runsDirectory), name), "--out")}_%a.log`,
    `--signal=B:USR1@${warningSeconds}`,
    ...(sbatch === "" ? [] : [oneLine(sbatch, "--sbatch")]),
  ];
  return `#!/bin/bash
${options.map((option) => `#SBATCH ${option}\n`).join("")}
case $SLURM_ARRAY_TASK_ID in
${tasks.join("\n")}
esac

# Started again by SLURM, this task alone has the run. What a lost node left of it finds its lock gone, and writes no more.
if [ "\${SLURM_RESTART_COUNT:-0}" -gt 0 ]; then rm -f ${shellWord(runsDirectory)}/"$run"/lock.json; fi

# SLURM's TERM reaches the run itself, which saves and ends; this shell waits for it.
trap : TERM
# Before its time limit the run saves, and the task goes back into the queue.
limit=ahead
trap 'kill -TERM $!; limit=reached' USR1
"\${command[@]}" &
until wait $!; code=$?; ! kill -0 $! 2>/dev/null; do :; done
if [ "$limit" = reached ]; then scontrol requeue "\${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"; fi
exit $code
`;
}

/** In quotes that sbatch understands, with a `%` that it does not replace. */
function sbatchWord(word: string, flag: string): string {
  if (/["\\]/u.test(word)) throw refused(flag, "a path without quotes and backslashes, which sbatch cannot take", word);
  return `"${oneLine(word, flag).replaceAll("%", "%%")}"`;
}

function oneLine(words: string, flag: string): string {
  if (/\p{Cc}/u.test(words)) throw refused(flag, "one line", JSON.stringify(words));
  return words;
}

function refused(where: string, expected: string, received: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where, expected, received });
}
