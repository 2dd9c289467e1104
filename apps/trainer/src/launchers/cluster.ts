/** What starts command lines on other machines, as far as a sweep needs it: SLURM, Ray. */
import type { ResonanceErrorDetails } from "@resonance-rope/contracts";
import type { SweepRun } from "../sweep/sweep-run.js";

export interface Cluster {
  /** Runs to hand over at once; what is handed over may wait in the cluster's own queue. */
  readonly most: number;
  /** Between two looks. */
  readonly pauseMilliseconds: number;
  /** Of each of these runs that has one, the task that lives, else the newest, whoever started it. */
  tasks(runIds: readonly string[]): Promise<ReadonlyMap<string, ClusterTask>>;
  /** Asked once: what it does not get through ends the sweep, and the next one finds what was handed over. */
  start(runs: readonly SweepRun[]): Promise<void>;
  /** Asks these runs to save and end, and takes those that wait out of the queue. */
  stop(runIds: readonly string[]): Promise<void>;
}

export interface ClusterTask {
  /** `completed`: its process said so; what it wrote may take a while to be seen from here. */
  readonly state: "queued" | "running" | "completed" | "failed";
  /** Why it failed, and where more of it stands. */
  readonly explain: () => Promise<Pick<ResonanceErrorDetails, "received" | "remedy">>;
}
