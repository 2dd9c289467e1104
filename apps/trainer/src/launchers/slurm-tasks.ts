/** What SLURM says of the runs of a folder: of each, the newest task that lives, else the newest that has ended. */
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { ClusterTask } from "./cluster.js";
import { preparedArrays } from "./slurm-arrays.js";
import { slurmProgram } from "./slurm-program.js";
import { slurmFolder } from "./slurm-script.js";

export interface SlurmTask extends ClusterTask {
  /** Of the array. */
  readonly job: string;
  /** Of the task in it. */
  readonly index: string;
}

export async function slurmTasks(runsDirectory: string): Promise<ReadonlyMap<string, SlurmTask>> {
  const tasks = new Map<string, SlurmTask>();
  const arrays = await preparedArrays(runsDirectory);
  if (arrays.size === 0) return tasks;
  const which = ["--noheader", "--array", "--states=all", `--name=${[...arrays.keys()].join(",")}`];
  const answer = await slurmProgram("squeue", [...which, "--format=%F|%K|%T|%j"]);
  for (const line of answer.split("\n")) {
    const [job = "", index = "", status = "", name = ""] = line.split("|");
    const runId = arrays.get(name)?.[Number(index)];
    const state = stateOf(status);
    if (runId === undefined || isBehind({ job, state }, tasks.get(runId))) continue;
    const log = join(slurmFolder(runsDirectory), `${name}_${index}.log`);
    const explain: SlurmTask["explain"] = async () => ({
      received: [`task ${job}_${index} ${status}`, ...(await lastLine(log))].join(": "),
      remedy: `read ${log}`,
    });
    tasks.set(runId, { job, index, state, explain });
  }
  return tasks;
}

type Known = Pick<SlurmTask, "job" | "state">;

/** Two sweeps that were started at once have two tasks for a run: the one that lives has it, whichever is newer. */
function isBehind(task: Known, other: Known | undefined): boolean {
  if (other === undefined) return false;
  const [lives, otherLives] = [task, other].map(({ state }) => state === "queued" || state === "running");
  return lives === otherLives ? Number(task.job) < Number(other.job) : otherLives === true;
}

/** As `man squeue` lists them. What is not here waits: held, configured, put back into the queue. */
const states: Readonly<Record<string, SlurmTask["state"]>> = {
  RUNNING: "running",
  COMPLETING: "running",
  SUSPENDED: "running",
  STAGE_OUT: "running",
  COMPLETED: "completed",
  BOOT_FAIL: "failed",
  CANCELLED: "failed",
  DEADLINE: "failed",
  FAILED: "failed",
  NODE_FAIL: "failed",
  OUT_OF_MEMORY: "failed",
  PREEMPTED: "failed",
  TIMEOUT: "failed",
};

const stateOf = (status: string): SlurmTask["state"] =>
  (Object.hasOwn(states, status) ? states[status] : undefined) ?? "queued";

const tailBytes = 2000;

/** What the program said last; none where there is no log. */
async function lastLine(path: string): Promise<string[]> {
  const file = await open(path).catch(() => null);
  if (file === null) return [];
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, Math.max(0, size - tailBytes));
    const line = buffer.toString("utf8", 0, bytesRead).trimEnd().split("\n").at(-1)?.trim();
    return line === undefined || line === "" ? [] : [line];
  } finally {
    await file.close();
  }
}
