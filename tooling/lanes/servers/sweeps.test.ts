/** Sweeps handed to a real SLURM and a real Ray, disturbed, end as one on this machine that nothing disturbs. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, inject, test } from "vitest";
import { exportFolder } from "../src/export-folder.js";
import { startRay } from "../src/ray-cluster.js";
import { runProgram } from "../src/run-program.js";
import { hasSlurm, slurmQueue, startSlurm } from "../src/slurm-cluster.js";
import { killRun, outcomesOf, runInTheMiddle, startSweep, sweep } from "../src/sweep.js";

const { folder, remove } = await exportFolder("sweeps");
afterAll(remove);

const plan = join(folder, "plan.yaml");
writeFileSync(
  plan,
  `name: tiny
retries: 1
runs:
  - task: recursive
    resonance: [false, true]
    seed: [0, 1]
    threads: 1
    steps: 600
    trained-length: 16
    tested-length: 32
    train-sequences: 300
    validation-sequences: 20
    test-sequences: 20
    batch-size: 8
    width: 32
    heads: 2
    head-dim: 8
    feed-forward: 64
`,
);
const local = join(folder, "local");
await sweep([plan, "--out", local]);
const expected = outcomesOf(local);

const slurmIsHere = await hasSlurm();
if (!slurmIsHere)
  process.stdout.write("  no SLURM here, and none is tested; on Debian: apt-get install slurm-wlm munge\n");

/** Kills the sweep itself once a run is under way, starts it again, and kills a run under it. */
async function disturb(runs: string, words: readonly string[], further: () => Promise<void>): Promise<void> {
  const all = [plan, "--out", runs, "--jobs", "2", ...words];
  const first = startSweep(all);
  await runInTheMiddle(runs, first);
  first.child.kill("SIGKILL");
  await first.ended;
  const second = startSweep(all);
  killRun(await runInTheMiddle(runs, second));
  await further();
  expect(await second.ended).toBe(0);
}

describe("a sweep of 4 runs of which one is killed, and which is killed itself,", () => {
  test.skipIf(!slurmIsHere)(
    "ends on SLURM with the same bits, also of a run that SLURM starts again, and starts none twice",
    async () => {
      const slurm = await startSlurm();
      try {
        // A name that a shell and sbatch have to be told with care.
        const runs = join(folder, "SLURM's 50% of runs");
        await disturb(runs, ["--launcher", "slurm", "--sbatch", "--time=60 --comment='a test'"], async () => {
          // The killed one is no longer among those that run.
          while (!(await slurmQueue()).some((task) => task.endsWith(" FAILED"))) await pause(100);
          const running = (await slurmQueue()).find((task) => task.endsWith(" RUNNING"));
          if (running !== undefined) await runProgram("scontrol", ["requeue", running.split(" ")[0] ?? ""]);
        });
        expect(outcomesOf(runs)).toEqual(expected);
        expect(await slurmQueue()).toHaveLength(4 + 1);
      } finally {
        await slurm.stop();
      }
    },
  );

  test("ends on Ray with the same bits, and starts none twice", async () => {
    const ray = await startRay(inject("rayPython"));
    try {
      const runs = join(folder, "Ray's 50% of runs");
      await disturb(runs, ["--launcher", "ray", "--ray-address", ray.address], () => Promise.resolve());
      expect(outcomesOf(runs)).toEqual(expected);
      const jobs = (await (await fetch(`${ray.address}/api/jobs/`)).json()) as readonly object[];
      expect(jobs).toHaveLength(4 + 1);
    } finally {
      await ray.stop();
    }
  });
});
