/** Has a cluster train runs, and follows them there: by what the cluster says of each, and by its folder. */
import { setTimeout as sleep } from "node:timers/promises";
import { ResonanceError } from "@resonance-rope/contracts";
import type { SweepRun } from "../sweep/sweep-run.js";
import type { Cluster, ClusterTask } from "./cluster.js";
import { type FollowedRun, followRun } from "./follow-run.js";
import type { LaunchOptions, RunEnd } from "./launcher.js";
import { patience, patiently } from "./patiently.js";

/** A run that the cluster has already, from a sweep that was killed or goes on elsewhere, is followed, not started again. */
export async function launchOnCluster(
  runs: readonly SweepRun[],
  options: LaunchOptions,
  cluster: Cluster,
): Promise<void> {
  const { signal, onEnd } = options;
  const { most, pauseMilliseconds } = cluster;
  const before = await cluster.tasks(idsOf(runs));
  const isThere = ({ runId }: SweepRun): boolean => isLive(before.get(runId));
  const waiting = runs.filter((run) => !isThere(run));
  const followed = new Map<SweepRun, Follower>();
  const follow = async (run: SweepRun): Promise<unknown> => followed.set(run, follower(await followRun(run, options)));
  for (const run of runs.filter(isThere)) await follow(run);

  for (let stopping = false; ;) {
    if (!signal.aborted) {
      const next = waiting.splice(0, Math.max(0, most - followed.size));
      for (const run of next) await follow(run);
      if (next.length > 0) await cluster.start(next);
      if (followed.size === 0) return;
    } else {
      if (followed.size === 0) return;
      if (!stopping) await patiently(() => cluster.stop(idsOf([...followed.keys()])), pauseMilliseconds);
      stopping = true;
    }
    await sleep(pauseMilliseconds, undefined, stopping ? {} : { signal }).catch(() => undefined);
    const tasks = await patiently(() => cluster.tasks(idsOf([...followed.keys()])), pauseMilliseconds);
    for (const [run, look] of followed) {
      const end = await look(tasks.get(run.runId), stopping).catch(failed);
      if (end === "goes on") continue;
      followed.delete(run);
      if (end !== "never began") onEnd(run, end);
    }
  }
}

type Follower = (task: ClusterTask | undefined, stopping: boolean) => Promise<RunEnd | "goes on" | "never began">;

function follower({ run, tell, started, done, savedStep }: FollowedRun): Follower {
  let looksLeft = patience;
  return async (task, stopping) => {
    if (task?.state === "queued") return "goes on";
    if (task?.state === "running" || !stopping || started()) await tell();
    if (task?.state === "running") return "goes on";
    const end = await done();
    if (end !== null) return end;
    if (stopping) return started() ? { status: "stopped", step: await savedStep() } : "never began";
    // The cluster forgets what has ended, and folders are late over a network: the result may be there soon.
    if (task?.state !== "failed" && looksLeft-- > 0) return "goes on";
    return failed(await withoutResult(run, task));
  };
}

async function withoutResult({ runId }: SweepRun, task: ClusterTask | undefined): Promise<ResonanceError> {
  const reason = (await task?.explain()) ?? { received: "no such task", remedy: "see the cluster's own records" };
  return new ResonanceError({
    kind: "unavailable",
    where: "sweep",
    expected: `${runId} to end with a result`,
    ...reason,
  });
}

const idsOf = (runs: readonly SweepRun[]): string[] => runs.map(({ runId }) => runId);
const isLive = (task: ClusterTask | undefined): boolean => task?.state === "queued" || task?.state === "running";
const failed = (error: Error): RunEnd => ({ status: "failed", error });
