import { expect, test } from "vitest";
import { type LauncherFlags, jobsFromFlags } from "../src/launchers/launcher-flags.js";
import type { SweepRun } from "../src/sweep/sweep-run.js";
import { planOfWords } from "./runs-example.js";

const flags: LauncherFlags = { launcher: "local", rayAddress: "" };
const runOf = (threads: number): SweepRun => {
  const words = ["--task=recursive", `--threads=${threads}`];
  return { runId: `run-of-${threads}`, plan: planOfWords(words), flags: words };
};

test("as many runs go at a time as the largest number of their threads finds whole cores, and one in any case", () => {
  expect(jobsFromFlags(flags, [runOf(1)], 8)).toBe(8);
  expect(jobsFromFlags(flags, [runOf(1), runOf(3)], 8)).toBe(2);
  expect(jobsFromFlags(flags, [runOf(9)], 8)).toBe(1);
});

test("--jobs is the number of runs at a time, and a cluster's cores are not this machine's", () => {
  expect(jobsFromFlags({ ...flags, jobs: 7 }, [runOf(99)])).toBe(7);
  for (const launcher of ["slurm", "ray"] as const) {
    expect(jobsFromFlags({ ...flags, launcher }, [runOf(99)])).toBe(16);
    expect(jobsFromFlags({ ...flags, launcher, jobs: 500 }, [runOf(1)])).toBe(500);
  }
});
