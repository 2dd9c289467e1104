import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appendMetrics, writeResult } from "@resonance-rope/run-store";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runInProcess } from "./usage-in-process.js";
import { planOfWords, resultOf, startRun } from "./runs-example.js";

const donePlan = planOfWords("--task chain-of-thought --resonance --threads 1 --steps 1000".split(" "));
const unfinishedPlan = planOfWords("--task recursive --scaling yarn --threads 1 --steps 1000".split(" "));
const step = { type: "step", step: 7, trainingLoss: 1, learningRate: 1e-3, gradientNorm: 1, seconds: 0.1 } as const;
const evaluation = {
  type: "evaluation",
  step: 5,
  validationLoss: 2,
  idAccuracy: 0.25,
  oodAccuracy: 0.125,
  seconds: 1,
} as const;

let runs = "";
let done = "";
let unfinished = "";
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), "resonance-runs-"));
  const first = await startRun(runs, donePlan);
  await writeResult(first, resultOf(donePlan));
  await first.release();
  const second = await startRun(runs, unfinishedPlan);
  await appendMetrics(second, [evaluation, step]);
  await second.release();
  [done, unfinished] = [first.directory, second.directory];
});
afterEach(async () => {
  await rm(runs, { recursive: true, force: true });
});

describe("resonance runs list", () => {
  it("gives what train gives of each run, null where it is unfinished, and the folders that are none", async () => {
    await mkdir(join(runs, "strange"));
    const { code, stdout } = await runInProcess(["runs", "list", "--out", runs, "--json"]);
    expect(code).toBe(0);
    const { version: _, ...result } = resultOf(donePlan);
    expect(JSON.parse(stdout)).toEqual({
      finetunings: [],
      runs: [
        { ...result, directory: done, status: "done" },
        {
          runId: unfinished.slice(runs.length + 1),
          directory: unfinished,
          status: "unfinished",
          idAccuracy: null,
          oodAccuracy: null,
          accuracyByPosition: null,
          validationLoss: null,
          steps: null,
          secondsPerStep: null,
          backend: null,
        },
      ],
      failures: [{ directory: join(runs, "strange"), reason: expect.stringContaining("no record.json") }],
    });
  });

  it("aligns its table, and keeps what is no run out of it", async () => {
    await mkdir(join(runs, "strange"));
    const { stdout, stderr } = await runInProcess(["runs", "list", "--out", runs]);
    const [title = "", first = "", second = "", ...rest] = stdout.split("\n");
    expect(rest).toEqual([""]);
    expect(title).toMatch(/^ {2}run +status +ID +OOD +loss +steps +s\/step +backend$/u);
    expect(first).toMatch(/ done +98.4 % +75.25 % +0.0123 +1000 +0.1 +cpu$/u);
    expect(new Set([title, first, second].map((line) => line.search(/status|done|unfinished/u))).size).toBe(1);
    expect(stderr).toContain("strange");
  });

  it("fails where there is no folder of runs", async () => {
    expect(await runInProcess(["runs", "list", "--out", join(runs, "none"), "--json"])).toMatchObject({
      code: 1,
      stdout: "",
    });
  });
});

describe("resonance runs show", () => {
  it("gives record, result, last metrics and the command that repeats the run", async () => {
    const shown = JSON.parse((await runInProcess(["runs", "show", done, "--json"])).stdout) as Record<string, unknown>;
    expect(shown).toMatchObject({ status: "done", oodAccuracy: 0.7525, result: resultOf(donePlan) });
    expect(shown).toMatchObject({ record: { plan: donePlan }, lastStep: null, lastEvaluation: null });
    expect(shown["command"]).toMatch(/^npx resonance train --task chain-of-thought --scaling none --resonance /u);
    const other = JSON.parse((await runInProcess(["runs", "show", unfinished, "--json"])).stdout) as Record<
      string,
      unknown
    >;
    expect(other).toMatchObject({ result: null, lastStep: step, lastEvaluation: evaluation, checkpointSteps: [] });
  });

  it("finds a run by its name, says how far it is and how to go on", async () => {
    const { stdout } = await runInProcess(["runs", "show", unfinished.slice(runs.length + 1), "--out", runs]);
    expect(stdout).toContain("step 7 of 1 000");
    expect(stdout).toContain("accuracy at trained positions 25 %, beyond them 12.5 %");
    expect(stdout).toContain(`npx resonance resume ${unfinished}`);
  });
});
