/** The flags that say where the runs of a sweep are started, and the launcher that they name. */
import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import { positiveWholeNumber } from "../plan/parse-flags.js";
import type { SweepRun } from "../sweep/sweep-run.js";
import { warnPassedOver } from "../terminal/warn-passed-over.js";
import type { Launcher } from "./launcher.js";
import { launchLocally } from "./local.js";

export interface LauncherFlags {
  readonly launcher: "local";
  readonly jobs?: number;
}

export function addLauncherFlags(command: Command): Command {
  return command
    .addOption(new Option("--launcher <name>", "where runs are started").choices(["local"]).default("local"))
    .option("--jobs <n>", "runs at a time (default: as many as their threads find cores)", positiveWholeNumber);
}

export function launcherFromFlags(_flags: LauncherFlags): Launcher {
  return {
    launch: (runs, options) =>
      launchLocally(runs, {
        ...options,
        onEngine: (engine, passedOver) => {
          warnPassedOver(passedOver);
          process.stderr.write(`  ${engine}\n`);
        },
      }),
  };
}

/** No more threads than cores, unless `--jobs` asks for them. */
export function jobsFromFlags({ jobs }: LauncherFlags, runs: readonly SweepRun[]): number {
  const threads = runs.reduce((most, { plan }) => Math.max(most, plan.threads), 1);
  return jobs ?? Math.max(1, Math.floor(availableParallelism() / threads));
}
