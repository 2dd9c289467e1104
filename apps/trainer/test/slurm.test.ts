/** What SLURM's programs are asked, and what is made of their answers; programs of their names answer in their place. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { RunEnd } from "../src/launchers/launcher.js";
import { prepareArray } from "../src/launchers/slurm-arrays.js";
import { slurmFolder, slurmName } from "../src/launchers/slurm-script.js";
import { slurmTasks } from "../src/launchers/slurm-tasks.js";
import { slurmLauncher } from "../src/launchers/slurm.js";
import { sweepFolder, sweepRuns } from "./sweep-runs.js";

const folder = sweepFolder();
const runs = await sweepRuns(folder, 3, 1);
const answers = join(folder, "answers");
const programs = join(folder, "programs");

/** Jobs are numbered from 101; what was asked and handed over is kept beside the answers. */
const scripts = {
  squeue: `echo "$@" > "$ANSWERS/squeue"; cat "$ANSWERS/queue"`,
  scontrol: `echo "MaxArraySize            = 2"`,
  scancel: `echo "$@" > "$ANSWERS/scancel"
sed 's/|[A-Z]*|/|CANCELLED|/' "$ANSWERS/queue" > "$ANSWERS/later"; mv "$ANSWERS/later" "$ANSWERS/queue"`,
  sbatch: `job=$(($(cat "$ANSWERS/job" 2>/dev/null || echo 100) + 1)); echo $job > "$ANSWERS/job"
echo "$@" > "$ANSWERS/$job.words"; cat > "$ANSWERS/$job.sh"; echo "$job;this-cluster"`,
};
mkdirSync(programs);
for (const [name, script] of Object.entries(scripts)) {
  writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(programs, name), 0o755);
}
vi.stubEnv("PATH", `${programs}:${process.env["PATH"]}`);
vi.stubEnv("ANSWERS", answers);
afterAll(() => void vi.unstubAllEnvs());

let runsDirectory = "";
let count = 0;
beforeEach(() => {
  runsDirectory = join(folder, `runs ${(count += 1)}`);
  // No test sees what was asked in another.
  rmSync(answers, { recursive: true, force: true });
  mkdirSync(answers);
  queue();
});

const [first, second, third] = runs.map(({ runId }) => runId) as [string, string, string];
const asked = (name: string): string => readFileSync(join(answers, name), "utf8").trim();
const queue = (...lines: readonly string[]): void => writeFileSync(join(answers, "queue"), `${lines.join("\n")}\n`);

describe.skipIf(process.platform === "win32")("SLURM", () => {
  test("has each run's newest task found by the array's name, in any state that it knows, and passes others by", async () => {
    for (const array of [runs, runs.slice(1)]) await prepareArray(array, runsDirectory);
    const [all, two] = [slurmName(runs, runsDirectory), slurmName(runs.slice(1), runsDirectory)];
    queue(
      `99|0|RUNNING|another`,
      `101|0|COMPLETED|${all}`,
      `102|0|PENDING|${two}`,
      `101|1|FAILED|${all}`,
      `101|2|OUT_OF_MEMORY|${all}`,
      `102|1|REQUEUE_HOLD|${two}`,
      `102|7|RUNNING|${two}`,
      `102|N/A|RUNNING|${two}`,
    );
    const tasks = await slurmTasks(runsDirectory);
    expect([...tasks].map(([runId, { job, index, state }]) => [runId, job, index, state]).toSorted()).toEqual(
      [
        [first, "101", "0", "completed"],
        [second, "102", "0", "queued"],
        [third, "102", "1", "queued"],
      ].toSorted(),
    );
    expect(asked("squeue")).toMatch(/--array --states=all --name=resonance-\w+,resonance-\w+ /u);
  });

  test("has a task that lives preferred to a newer one that found its run taken, and of two that ended the newer", async () => {
    const arrays = [runs, runs.slice(0, 2), runs.slice(2)];
    for (const array of arrays) await prepareArray(array, runsDirectory);
    const [all, two, last] = arrays.map((array) => slurmName(array, runsDirectory));
    const newer = [`102|0|FAILED|${two}`, `102|1|FAILED|${two}`, `103|0|COMPLETED|${last}`];
    queue(`101|0|RUNNING|${all}`, ...newer, `101|1|PENDING|${all}`, `101|2|FAILED|${all}`);
    const tasks = await slurmTasks(runsDirectory);
    expect([first, second, third].map((runId) => [tasks.get(runId)?.job, tasks.get(runId)?.state])).toEqual([
      ["101", "running"],
      ["101", "queued"],
      ["103", "completed"],
    ]);
  });

  test("is not asked where nothing was handed to it", async () => {
    expect((await slurmTasks(runsDirectory)).size).toBe(0);
    expect(existsSync(slurmFolder(runsDirectory))).toBe(false);
  });

  test("is given as many arrays as it needs, each after the one before, and a failure is told by its log's last line", async () => {
    const chunks = [runs.slice(0, 2), runs.slice(2)];
    const names = chunks.map((chunk) => slurmName(chunk, runsDirectory));
    queue(`101|0|FAILED|${names[0]}`, `101|1|TIMEOUT|${names[0]}`, `102|0|NODE_FAIL|${names[1]}`);
    mkdirSync(slurmFolder(runsDirectory), { recursive: true });
    writeFileSync(join(slurmFolder(runsDirectory), `${names[1]}_0.log`), "begins\nno disk left\n");
    const ends = await launch(new AbortController().signal, () => undefined);
    expect(asked("101.words")).toBe("--parsable");
    expect(asked("102.words")).toBe("--parsable --dependency=afterany:101");
    expect(asked("101.sh")).toContain("--array=0-1%2");
    expect(asked("102.sh")).toContain("--array=0-0%2");
    expect(asked("102.sh")).toContain("--time=60");
    expect(asked("102.sh")).toContain(`0) run=${third} `);
    const reasons = runs.map(({ runId }) => reasonOf(ends.get(runId)));
    expect(reasons[1]).toContain("task 101_1 TIMEOUT");
    expect(reasons[2]).toContain("task 102_0 NODE_FAIL: no disk left");
  });

  test("is told at a stop to end what runs or waits there, an array at a time, and nothing else", async () => {
    for (const array of [runs.slice(0, 2), runs.slice(2)]) await prepareArray(array, runsDirectory);
    const names = [runs.slice(0, 2), runs.slice(2)].map((array) => slurmName(array, runsDirectory));
    queue(`201|0|RUNNING|${names[0]}`, `201|1|PENDING|${names[0]}`, `202|0|SUSPENDED|${names[1]}`);
    const stop = new AbortController();
    const ends = await launch(stop.signal, () => stop.abort());
    expect(asked("scancel")).toBe("201_[0,1] 202_[0]");
    // The one that waited never began.
    expect([...ends].map(([runId, { status }]) => [runId, status])).toEqual([
      [first, "stopped"],
      [third, "stopped"],
    ]);
  });

  test("has its script printed only where one array holds all", async () => {
    const many = Array.from({ length: 1002 }, () => runs[0] as (typeof runs)[number]);
    const script = slurmLauncher("--time=60").script;
    await expect(script?.(many, { runsDirectory, jobs: 1 })).rejects.toThrow(/at most 1001 runs/u);
    expect(await script?.(runs, { runsDirectory, jobs: 1 })).toContain("--array=0-2%1");
    expect([...(await slurmTasks(runsDirectory)).keys()]).toEqual([]);
  });
});

async function launch(signal: AbortSignal, onStart: () => void): Promise<ReadonlyMap<string, RunEnd>> {
  const ends = new Map<string, RunEnd>();
  await slurmLauncher("--time=60").launch(runs, {
    runsDirectory,
    jobs: 2,
    signal,
    onStart,
    onRow: () => undefined,
    onEnd: ({ runId }, end) => void ends.set(runId, end),
  });
  return ends;
}

const reasonOf = (end: RunEnd | undefined): string => (end?.status === "failed" ? end.error.message : "");
