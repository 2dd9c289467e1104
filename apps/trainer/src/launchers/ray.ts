/** Trains runs as jobs of a Ray cluster, which finds the machine for each. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { shellWord } from "@resonance-rope/contracts";
import type { SweepRun } from "../sweep/sweep-run.js";
import type { Cluster, ClusterTask } from "./cluster.js";
import { launchOnCluster } from "./launch-on-cluster.js";
import type { LaunchOptions, Launcher } from "./launcher.js";
import { patiently } from "./patiently.js";
import { type RayJob, rayJobs } from "./ray-jobs.js";
import { trainLine } from "./train-line.js";

const pauseMilliseconds = 1000;
/** Between the signal that saves a run and the one that kills it; Ray's own 3 seconds are fewer than a step may take. */
const stopSeconds = 60;

/** @param address of Ray's dashboard, `http://127.0.0.1:8265`. */
export const rayLauncher = (address: string): Launcher => ({
  launch: (runs, options) => launchOnCluster(runs, options, rayCluster(address, options)),
});

function rayCluster(address: string, { runsDirectory, jobs: most }: LaunchOptions): Cluster {
  const jobs = rayJobs(address);
  const prefix = `resonance-${createHash("sha256").update(runsDirectory).digest("hex").slice(0, 8)}`;
  /** Of each run, the number of its newest job. */
  const attempts = new Map<string, number>();
  const idOf = (runId: string): string => `${prefix}-${runId}-${attempts.get(runId) ?? 0}`;
  const readAttempts = async (): Promise<void> => {
    for (const { submission_id: id } of await jobs.list()) {
      const [, runId, attempt] =
        /^(.+)-(\d+)$/u.exec(id?.startsWith(`${prefix}-`) ? id.slice(prefix.length + 1) : "") ?? [];
      if (runId !== undefined) attempts.set(runId, Math.max(Number(attempt), attempts.get(runId) ?? 0));
    }
  };
  let known = false;

  return {
    most,
    pauseMilliseconds,
    async tasks(runIds) {
      if (!known) await readAttempts();
      known = true;
      const asked = runIds
        .filter((runId) => attempts.has(runId))
        .map(async (runId) => [runId, await jobs.get(idOf(runId))] as const);
      const there = await Promise.all(asked);
      return new Map(there.flatMap(([runId, job]) => (job === null ? [] : [[runId, taskOf(job)]])));
    },
    async start(started) {
      for (const run of started) {
        attempts.set(run.runId, (attempts.get(run.runId) ?? -1) + 1);
        const job = {
          submission_id: idOf(run.runId),
          entrypoint: entrypointOf(run, runsDirectory, attempts.get(run.runId) === 0),
          entrypoint_num_cpus: run.plan.threads,
          runtime_env: { env_vars: environment() },
        };
        await patiently(() => jobs.submit(job), pauseMilliseconds);
      }
    },
    async stop(runIds) {
      await Promise.all(runIds.map((runId) => jobs.stop(idOf(runId))));
    },
  };
}

/** Ray has ended an earlier job of the run: what a lost machine left of it finds its lock gone, and writes no more. */
function entrypointOf(run: SweepRun, runsDirectory: string, isFirst: boolean): string {
  const line = `exec ${trainLine(run, runsDirectory)}`;
  return isFirst ? line : `rm -f ${shellWord(join(runsDirectory, run.runId, "lock.json"))}; ${line}`;
}

/** A job has Ray's environment, not the sweep's; the cache is where native TensorFlow is. */
function environment(): Record<string, string> {
  const cache = process.env["RESONANCE_CACHE"];
  return { RAY_JOB_STOP_WAIT_TIME_S: String(stopSeconds), ...(cache === undefined ? {} : { RESONANCE_CACHE: cache }) };
}

const states = {
  PENDING: "queued",
  RUNNING: "running",
  SUCCEEDED: "completed",
  STOPPED: "failed",
  FAILED: "failed",
} as const;

const taskOf = ({ submission_id: id, status, message }: RayJob): ClusterTask => ({
  state: states[status],
  explain: async () => ({
    received: [`${status} of its job`, ...lastLine(message)].join(": "),
    remedy: `ray job logs ${id}`,
  }),
});

function lastLine(message: string | null): string[] {
  const line = message?.trimEnd().split("\n").at(-1)?.trim();
  return line === undefined || line === "" ? [] : [line.slice(0, 300)];
}
