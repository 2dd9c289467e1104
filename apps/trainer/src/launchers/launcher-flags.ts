/** The flags that say where the runs of a sweep are started, and the launcher that they name. */
import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import { positiveWholeNumber } from "../plan/parse-flags.js";
import type { SweepRun } from "../sweep/sweep-run.js";
import { introduceEngine } from "../terminal/introduce-engine.js";
import type { Launcher } from "./launcher.js";
import { launchLocally } from "./local.js";
import { rayLauncher } from "./ray.js";
import { slurmLauncher } from "./slurm.js";

const names = ["local", "slurm", "ray"] as const;

export interface LauncherFlags {
  readonly launcher: (typeof names)[number];
  readonly jobs?: number;
  readonly sbatch?: string;
  readonly rayAddress: string;
}

export function addLauncherFlags(command: Command): Command {
  return command
    .addOption(new Option("--launcher <name>", "where runs are started").choices(names).default("local"))
    .option(
      "--jobs <n>",
      `runs at a time (default: as many as their threads find cores; on a cluster ${clusterJobs})`,
      positiveWholeNumber,
    )
    .option("--sbatch <options>", 'options for SLURM in one word: "--partition=long --time=4:00:00"')
    .addOption(
      new Option("--ray-address <url>", "Ray's dashboard").env("RAY_ADDRESS").default("http://127.0.0.1:8265"),
    );
}

export function launcherFromFlags({ launcher, sbatch, rayAddress }: LauncherFlags): Launcher {
  if (launcher === "slurm") return slurmLauncher(sbatch);
  if (launcher === "ray") return rayLauncher(rayAddress);
  return {
    launch: (runs, options) =>
      launchLocally(runs, {
        ...options,
        onEngine: introduceEngine,
      }),
  };
}

/** Enough to fill a few machines, and no surprise to who shares them. */
const clusterJobs = 16;

/** Here no more threads than cores, unless `--jobs` asks for them. */
export function jobsFromFlags(
  { jobs, launcher }: LauncherFlags,
  runs: readonly SweepRun[],
  cores: number = availableParallelism(),
): number {
  if (launcher !== "local") return jobs ?? clusterJobs;
  const threads = runs.reduce((most, { plan }) => Math.max(most, plan.threads), 1);
  return jobs ?? Math.max(1, Math.floor(cores / threads));
}
