/** Trains runs as tasks of a SLURM job array: SLURM keeps their number at a time, their machines and the queue. */
import { ResonanceError } from "@resonance-rope/contracts";
import type { SweepRun } from "../sweep/sweep-run.js";
import { launchOnCluster } from "./launch-on-cluster.js";
import type { Launcher } from "./launcher.js";
import { prepareArray } from "./slurm-arrays.js";
import { slurmProgram } from "./slurm-program.js";
import { type SlurmScriptOptions, slurmScript } from "./slurm-script.js";
import { slurmTasks } from "./slurm-tasks.js";

/** Controllers of large clusters ask not to be asked more often. */
const pauseMilliseconds = 5000;
/** What SLURM allows where its configuration does not say: MaxArraySize less none, for tasks count from 0. */
const usualMostTasks = 1001;

/** @param sbatch further options of sbatch, as they are typed: `--partition=long --time=4:00:00`. */
export function slurmLauncher(sbatch?: string): Launcher {
  const own = sbatch === undefined ? {} : { sbatch };
  return {
    launch(runs, options) {
      const { runsDirectory } = options;
      return launchOnCluster(runs, options, {
        most: Infinity,
        pauseMilliseconds,
        tasks: () => slurmTasks(runsDirectory),
        start: (started) => submit(started, { ...options, ...own }),
        stop: (runIds) => stop(runIds, runsDirectory),
      });
    },
    async script(runs, options) {
      if (runs.length > usualMostTasks) throw tooMany(runs.length);
      await prepareArray(runs, options.runsDirectory);
      return slurmScript(runs, { ...options, ...own });
    },
  };
}

async function stop(runIds: readonly string[], runsDirectory: string): Promise<void> {
  const tasks = await slurmTasks(runsDirectory);
  const indices = new Map<string, string[]>();
  for (const runId of runIds) {
    const task = tasks.get(runId);
    if (task?.state === "queued" || task?.state === "running")
      indices.set(task.job, [...(indices.get(task.job) ?? []), task.index]);
  }
  if (indices.size > 0)
    await slurmProgram(
      "scancel",
      [...indices].map(([job, ofIt]) => `${job}_[${ofIt.join(",")}]`),
    );
}

/** One array, or where it would have too many tasks several, each after the one before, so that `jobs` holds for all. */
async function submit(runs: readonly SweepRun[], options: SlurmScriptOptions): Promise<void> {
  const [, said] = /^MaxArraySize\s*=\s*(\d+)/mu.exec(await slurmProgram("scontrol", ["show", "config"])) ?? [];
  const mostTasks = said === undefined ? usualMostTasks : Number(said);
  let previous: string | undefined;
  for (let start = 0; start < runs.length; start += mostTasks) {
    const chunk = runs.slice(start, start + mostTasks);
    await prepareArray(chunk, options.runsDirectory);
    const order = previous === undefined ? [] : [`--dependency=afterany:${previous}`];
    const answer = await slurmProgram("sbatch", ["--parsable", ...order], slurmScript(chunk, options));
    // Of several clusters it names its own, after a semicolon.
    previous = answer.trim().split(";")[0];
  }
}

function tooMany(count: number): ResonanceError {
  return new ResonanceError({
    kind: "invalid-argument",
    where: "sweep",
    expected: `at most ${usualMostTasks} runs in one script, the tasks that an array may have`,
    received: String(count),
    remedy: "leave --dry-run out, and several arrays are submitted, one after the other",
  });
}
