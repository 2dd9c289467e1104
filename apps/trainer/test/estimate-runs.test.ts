import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appendMetrics, runIdOf, writeResult } from "@resonance-rope/run-store";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { estimateRuns } from "../src/sweep/estimate-runs.js";
import type { SweepRun } from "../src/sweep/sweep-run.js";
import { thisMachine } from "../src/training/describe-machine.js";
import { startSeconds } from "../src/training/pace.js";
import { planOfWords, resultOf, startRun } from "./runs-example.js";

let runsDirectory = "";
beforeEach(async () => {
  runsDirectory = await mkdtemp(join(tmpdir(), "resonance-estimate-"));
});
afterEach(async () => {
  await rm(runsDirectory, { recursive: true, force: true });
});

function runOf(...more: readonly string[]): SweepRun {
  const flags = ["--task=recursive", "--threads=1", "--steps=11", "--validation-sequences=40", ...more];
  const plan = planOfWords(flags);
  return { runId: runIdOf(plan), plan, flags };
}

/** As if it had trained on this machine: 2 s a step, and 8 s for each evaluation of 40 sequences. */
async function finish({ plan, runId }: SweepRun, processor: string = thisMachine().processor): Promise<void> {
  const run = await startRun(runsDirectory, plan);
  const figures = { validationLoss: 1, idAccuracy: 1, oodAccuracy: 1, seconds: 8 };
  await appendMetrics(run, [{ type: "evaluation", step: plan.steps, ...figures }]);
  await writeResult(run, { ...resultOf(plan), secondsPerStep: 2 });
  await run.release();
  const path = join(runsDirectory, runId, "record.json");
  const record = JSON.parse(await readFile(path, "utf8")) as { machine: object };
  await writeFile(path, JSON.stringify({ ...record, machine: { ...record.machine, processor } }));
}

/** Measurements are told of and never begun: there is no program of the worker beside sources. */
async function estimate(
  runs: readonly SweepRun[],
  mostShare = 0,
): Promise<{ seconds: readonly number[]; measured: number }> {
  let measured = 0;
  const { signal } = new AbortController();
  const onMeasure = (): void => void (measured += 1);
  const secondsOf = await estimateRuns(runs, { runsDirectory, signal, mostShare, onMeasure });
  return { seconds: runs.map(secondsOf), measured };
}

describe("the estimate of a run", () => {
  it("is its steps, its evaluations and its test, at the pace of a run of its shape that this machine has done", async () => {
    await finish(runOf());
    const alike = runOf("--seed=1", "--resonance", "--scaling=yarn", "--test-sequences=100");
    const { seconds, measured } = await estimate([alike], Infinity);
    // Every second step, and the last.
    expect(seconds).toEqual([startSeconds + 11 * 2 + (6 * 40 + 100) * (8 / 40)]);
    expect(measured).toBe(0);
  });

  it.each([
    "--threads=2",
    "--feed-forward=64",
    "--batch-size=3",
    "--trained-length=32",
    "--tested-length=512",
    "--layers=1",
  ])("is not that of a run of another shape: %s", async (flag) => {
    await finish(runOf());
    const [same, other] = (await estimate([runOf("--seed=1"), runOf(flag)])).seconds;
    expect(same).toBeGreaterThan(11 * 2);
    expect(other).toBeLessThan(11 * 2);
  });

  it("is not that of a run of another processor, or of one that is not done", async () => {
    await finish(runOf(), "another");
    await (await startRun(runsDirectory, runOf("--seed=2").plan)).release();
    expect((await estimate([runOf("--seed=1")])).seconds[0]).toBeLessThan(11 * 2);
  });

  it("is measured once a shape where that is little beside the runs, and roughly said where it is not", async () => {
    const long = [0, 1].map((seed) => runOf(`--seed=${seed}`, "--steps=100000"));
    expect((await estimate(long, 0.01)).measured).toBe(1);
    const short = runOf();
    expect(await estimate([short], 0.01)).toEqual({ seconds: [expect.any(Number)], measured: 0 });
  });

  it.each(["--feed-forward=1073741824", "--layers=9007199254740991", "--train-sequences=9007199254740991"])(
    "is never measured of a run that the machine has no memory for: %s",
    async (flag) => {
      const { seconds, measured } = await estimate([runOf(flag, "--steps=100000")], Infinity);
      expect(measured).toBe(0);
      expect(seconds[0]).toBeGreaterThan(startSeconds);
    },
  );
});
