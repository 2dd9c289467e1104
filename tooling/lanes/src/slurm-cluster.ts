/** SLURM on this machine alone, without systemd and with no right that its user has not: four cores, one queue. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runProgram, runToEnd } from "./run-program.js";

/** Whether SLURM is installed; a lane does not change the system. */
export async function hasSlurm(): Promise<boolean> {
  const versions = ["slurmctld", "slurmd", "munged"].map((program) => runToEnd(program, ["-V"]).catch(() => null));
  return (await Promise.all(versions)).every((ended) => ended?.status === 0);
}

const patienceMs = 60_000;

export interface SlurmCluster {
  stop(): Promise<void>;
}

/** Sets SLURM_CONF, by which SLURM's programs, ours among their callers, find it. */
export async function startSlurm(): Promise<SlurmCluster> {
  const folder = await mkdtemp(join(tmpdir(), "slurm-"));
  const file = (name: string): string => join(folder, name);
  for (const name of ["munge", "state", "spool", "log"]) await mkdir(file(name), { mode: 0o700 });
  await writeFile(file("munge/key"), randomBytes(1024), { mode: 0o600 });
  await writeFile(file("slurm.conf"), configuration(folder));
  const munge = ["key-file=key", "socket=socket", "pid-file=pid", "seed-file=seed", "log-file=log"];
  const daemons: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await runToEnd("scancel", ["--user", userInfo().username]).catch(() => null);
    for (const daemon of daemons.toReversed()) await end(daemon);
    await rm(folder, { recursive: true, force: true });
  };
  process.env["SLURM_CONF"] = file("slurm.conf");
  try {
    const words = munge.map((word) => `--${word.replace("=", `=${file("munge")}/`)}`);
    daemons.push(daemon("munged", ["--foreground", "--force", ...words]));
    await until(() => Promise.resolve(existsSync(file("munge/socket"))), "munged");
    daemons.push(daemon("slurmctld", ["-D", "-c"]), daemon("slurmd", ["-D", "-c"]));
    await until(async () => (await runToEnd("sinfo", ["-h", "-o", "%t"])).output.trim() === "idle", "slurmctld");
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** Tasks of the jobs of this cluster, `JOB_INDEX STATE` each; with those that have ended. */
export async function slurmQueue(): Promise<readonly string[]> {
  const words = ["--noheader", "--array", "--states=all", "--format=%F_%K %T"];
  return (await runProgram("squeue", words)).split("\n").filter((line) => line !== "");
}

/** setpriv (util-linux) ends it with this process, whatever ends that. */
const daemon = (program: string, words: readonly string[]): ChildProcess =>
  spawn("setpriv", ["--pdeathsig", "TERM", program, ...words], { stdio: "ignore" });

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(force);
}

async function until(isThere: () => Promise<boolean>, what: string): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += 100) {
    if (await isThere()) return;
    await pause(100);
  }
  throw new Error(`${what} did not start in ${patienceMs / 1000} s`);
}

/** The short times are for tests: a task that SLURM starts again waits for `cred_expire`, 120 s by default. */
function configuration(folder: string): string {
  const [host] = hostname().split(".");
  const user = userInfo().username;
  return `ClusterName=lane
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/munge
CryptoType=crypto/munge
AuthInfo=socket=${folder}/munge/socket,cred_expire=5
SlurmUser=${user}
SlurmdUser=${user}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/log/slurmctld
SlurmdLogFile=${folder}/log/slurmd
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,bf_interval=1
SlurmdParameters=config_overrides
ReturnToService=2
MpiDefault=none
SwitchType=switch/none
KillWait=30
MinJobAge=3600
NodeName=${host} NodeAddr=127.0.0.1 CPUs=4 RealMemory=1000 State=UNKNOWN
PartitionName=lane Nodes=${host} Default=YES MaxTime=INFINITE State=UP
`;
}
