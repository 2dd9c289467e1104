import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ResonanceError } from "@resonance-rope/contracts";
import { describe, expect, test } from "vitest";
import { slurmScript } from "../src/launchers/slurm-script.js";
import { sweepFolder, sweepRuns } from "./sweep-runs.js";

const folder = sweepFolder();
const endless = 1_000_000;

/** Starts a script as SLURM does, but for its queue: in bash, with the variables of a task. */
function startTask(script: string, environment: Readonly<Record<string, string>>): ChildProcess {
  const file = join(folder, "script.sh");
  writeFileSync(file, script);
  return spawn("bash", [file], { stdio: "ignore", env: { ...process.env, ...environment } });
}

async function codeOf(task: ChildProcess): Promise<unknown> {
  const [code] = (await once(task, "exit")) as unknown[];
  return code;
}

describe.skipIf(process.platform === "win32")("the script of a job array", () => {
  test("trains the run of its task and no other, in a folder of whatever name", async () => {
    const runsDirectory = join(folder, "one");
    const runs = await sweepRuns(folder, 3, 1);
    const script = slurmScript(runs, { runsDirectory, jobs: 2 });
    expect(await codeOf(startTask(script, { SLURM_ARRAY_TASK_ID: "1" }))).toBe(0);
    expect(readdirSync(runsDirectory)).toEqual([runs[1]?.runId]);
    expect(existsSync(join(runsDirectory, runs[1]?.runId ?? "", "result.json"))).toBe(true);
  });

  test("passes by the lock of a lost machine where SLURM starts the task again, and only there", async () => {
    const runsDirectory = join(folder, "lost");
    const runs = await sweepRuns(folder, 1, 1);
    const directory = join(runsDirectory, runs[0]?.runId ?? "");
    mkdirSync(directory, { recursive: true });
    const holder = { token: "6b2b8b2e-6a7c-4bb0-9df5-0d0f3c1f7a11", pid: 1, hostname: "lost", start: null };
    writeFileSync(join(directory, "lock.json"), JSON.stringify(holder));
    const script = slurmScript(runs, { runsDirectory, jobs: 1 });
    const task = { SLURM_ARRAY_TASK_ID: "0" };
    expect(await codeOf(startTask(script, task))).toBe(1);
    expect(await codeOf(startTask(script, { ...task, SLURM_RESTART_COUNT: "1" }))).toBe(0);
  });

  test("saves the run and goes back into the queue before its time limit", async () => {
    const runsDirectory = join(folder, "limit");
    const runs = await sweepRuns(folder, 1, endless);
    const directory = join(runsDirectory, runs[0]?.runId ?? "");
    const programs = join(folder, "programs");
    mkdirSync(programs);
    writeFileSync(join(programs, "scontrol"), `#!/bin/sh\necho "$@" > "$ASKED"\n`);
    chmodSync(join(programs, "scontrol"), 0o755);
    const asked = join(folder, "asked");
    const task = startTask(slurmScript(runs, { runsDirectory, jobs: 1 }), {
      SLURM_ARRAY_JOB_ID: "12",
      SLURM_ARRAY_TASK_ID: "0",
      PATH: `${programs}:${process.env["PATH"]}`,
      ASKED: asked,
    });
    const ended = codeOf(task);
    while (!existsSync(join(directory, "record.json"))) await sleep(20);
    task.kill("SIGUSR1");
    expect(await ended).not.toBe(0);
    expect(readFileSync(asked, "utf8")).toBe("requeue 12_0\n");
    expect(readdirSync(join(directory, "checkpoints")).some((name) => name.endsWith(".safetensors"))).toBe(true);
    expect(existsSync(join(directory, "lock.json"))).toBe(false);
    rmSync(directory, { recursive: true });
  });
});

test("options that would end their line are refused, as is a folder that sbatch cannot be told", async () => {
  const runs = await sweepRuns(folder, 1, 1);
  const given = { runsDirectory: "/runs", jobs: 1 };
  for (const wrong of [{ sbatch: "--time=1\nrm x" }, { runsDirectory: '/a"b' }, { runsDirectory: "/a\nb" }])
    expect(() => slurmScript(runs, { ...given, ...wrong })).toThrow(ResonanceError);
});
