import { stripVTControlCharacters } from "node:util";
import type { RunResult } from "@resonance-rope/contracts";
import { runIdOf } from "@resonance-rope/run-store";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf } from "../src/sweep/cells-of.js";
import type { SweepRun } from "../src/sweep/sweep-run.js";
import { type SweepState, sweepState } from "../src/sweep/sweep-state.js";
import { sweepProgress } from "../src/terminal/sweep-progress.js";
import { sweepResults } from "../src/terminal/sweep-results.js";
import { planOfWords, resultOf } from "./runs-example.js";

function runOf(...flags: readonly string[]): SweepRun {
  const words = ["--task=recursive", "--threads=1", "--steps=10", ...flags];
  const plan = planOfWords(words);
  return { runId: runIdOf(plan), plan, flags: words };
}

/** Many runs, without the time that as many plans would take to make. */
function manyRuns(count: number): SweepRun[] {
  const { plan } = runOf();
  return Array.from({ length: count }, (_, index) => ({
    runId: `run-${index}`,
    plan: { ...plan, steps: index + 1 },
    flags: ["--task=recursive", `--steps=${index + 1}`],
  }));
}

/** What a terminal, or a file, is given. */
function fakeStream(size: { isTTY: boolean; columns: number; rows: number }) {
  const drawings: string[] = [];
  const stream = {
    ...size,
    moveCursor: () => true,
    clearScreenDown: () => true,
    write: (text: string) => drawings.push(text) > 0,
  };
  return { drawings, stream: stream as unknown as NodeJS.WriteStream };
}

function stateOf(runs: readonly SweepRun[], now = () => 0): SweepState {
  return sweepState(cellsOf(runs), { done: new Set(), estimate: () => 60, jobs: 1, now });
}

const step = (number: number) =>
  ({ type: "step", step: number, trainingLoss: 1, learningRate: 1, gradientNorm: 1, seconds: 0.5 }) as const;
const doneWith = (result: RunResult) => ({ status: "done", directory: "runs/x", result }) as const;

describe("the table of a sweep", () => {
  it("fits its terminal whatever the number of cells, and shows those that run", () => {
    const runs = manyRuns(10_000);
    const { drawings, stream } = fakeStream({ isTTY: true, columns: 70, rows: 20 });
    const progress = sweepProgress(stream, stateOf(runs), () => 0);
    for (const index of [5000, 9999]) {
      progress.start(runs[index] as SweepRun, 0);
      progress.row(runs[index] as SweepRun, step(3));
    }
    progress.close();
    const lines = stripVTControlCharacters(drawings.at(-1) ?? "")
      .trimEnd()
      .split("\n");
    expect(lines.length).toBeLessThan(20);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(70);
    expect(lines.join("\n")).toMatch(/steps 5001 .* 3\/5001 /u);
    expect(lines.join("\n")).toMatch(/steps 10000 .* 3\/10000 /u);
    expect(lines.at(-2)).toContain("9 985 cells more");
    expect(lines.at(-1)).toContain("0 of 10 000 done, 2 running, 0 failed");
  });

  it("is a line every ten seconds in a log, and one for each run that fails", () => {
    const runs = manyRuns(10_000);
    let milliseconds = 0;
    const { drawings, stream } = fakeStream({ isTTY: false, columns: 80, rows: 20 });
    const progress = sweepProgress(stream, stateOf(runs), () => milliseconds);
    for (const [index, run] of runs.entries()) {
      milliseconds += 10;
      progress.start(run, 0);
      progress.end(
        run,
        index % 1000 === 7 ? { status: "failed", error: new Error("no") } : doneWith(resultOf(run.plan)),
      );
    }
    progress.close();
    expect(drawings.filter((line) => line.startsWith("failed run-"))).toHaveLength(10);
    expect(drawings.length).toBeLessThanOrEqual(20);
  });
});

describe("a log of a sweep whose runs are long", () => {
  it("has a line a minute, with what is left", () => {
    const runs = manyRuns(2);
    let milliseconds = 0;
    const { drawings, stream } = fakeStream({ isTTY: false, columns: 80, rows: 20 });
    const progress = sweepProgress(stream, stateOf(runs), () => milliseconds);
    for (const run of runs) progress.start(run, 0);
    for (let at = 1; at < 10; at++) {
      milliseconds += 30_000;
      for (const run of runs) progress.row(run, step(at));
    }
    progress.close();
    expect(drawings).toHaveLength(4);
    for (const line of drawings) expect(line).toMatch(/^ *0 of 2 done, 2 running, 0 failed, about .+ left/u);
  });
});

describe("how far a sweep is", () => {
  it("adds up at any moment, whatever starts, goes on, fails and starts again", () => {
    const seeds = [0, 1, 2, 3];
    const runs = ["--resonance", "--scaling=yarn"].flatMap((flag) =>
      seeds.map((seed) => runOf(flag, `--seed=${seed}`)),
    );
    const event = fc.record({ index: fc.nat(runs.length - 1), step: fc.nat(9), fails: fc.boolean() });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const state = stateOf(runs);
        const left = new Map(runs.map(({ runId }) => [runId, 60]));
        const [ended, failed] = [new Set<string>(), new Set<string>()];
        for (const { index, step: at, fails } of events) {
          const run = runs[index] as SweepRun;
          if (ended.has(run.runId)) continue;
          state.start(run, at);
          state.row(run, step(at + 1));
          state.end(run, fails ? { status: "failed", error: new Error("no") } : doneWith(resultOf(run.plan)));
          left.set(run.runId, fails ? 60 * (1 - (at + 1) / 10) : 0);
          if (fails) failed.add(run.runId);
          else {
            ended.add(run.runId);
            failed.delete(run.runId);
          }
        }
        const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
        expect(sum(state.cells.map(({ workLeft }) => workLeft))).toBeCloseTo(sum(left.values()), 6);
        expect(sum(state.cells.map(({ done }) => done))).toBe(ended.size);
        expect(sum(state.cells.map(({ running }) => running.size))).toBe(0);
        expect(new Set(state.cells.flatMap((cell) => [...cell.failed]))).toEqual(failed);
      }),
    );
  });

  it("takes the time left from the estimate at first, and from what was done later", () => {
    let milliseconds = 0;
    const runs = manyRuns(100);
    const state = sweepState(cellsOf(runs), { done: new Set(), estimate: () => 60, jobs: 2, now: () => milliseconds });
    expect(state.secondsFor(6000, 100)).toBeCloseTo(3000);
    // Three times slower than estimated.
    for (const run of runs.slice(0, 90)) {
      milliseconds += 90_000;
      state.start(run, 0);
      state.end(run, doneWith(resultOf(run.plan)));
    }
    expect(state.secondsFor(600, 10)).toBeGreaterThan(850);
    expect(state.secondsFor(600, 10)).toBeLessThan(900);
  });

  it("counts steps of an earlier process as done, and no time as taken for them", () => {
    const run = runOf();
    const state = stateOf([run]);
    state.start(run, 5);
    expect(state.cells[0]?.workLeft).toBe(30);
    expect(state.secondsFor(30, 1)).toBe(30);
    state.row(run, step(6));
    expect(state.cells[0]).toMatchObject({ workLeft: 24, secondsPerStep: 0.5 });
  });

  it("gives a run that is left alone all of its own time, in its cell and in all, however many may run at a time", () => {
    const runs = ["--seed=0", "--resonance"].map((flag) => runOf(flag));
    const state = sweepState(cellsOf(runs), { done: new Set(), estimate: () => 600, jobs: 2, now: () => 0 });
    const { drawings, stream } = fakeStream({ isTTY: true, columns: 100, rows: 20 });
    const progress = sweepProgress(stream, state, () => 0);
    progress.start(runs[0] as SweepRun, 0);
    progress.close();
    const lines = stripVTControlCharacters(drawings.at(-1) ?? "").split("\n");
    expect(lines.filter((line) => line.endsWith(" 10 min"))).toHaveLength(2);
    expect(lines.join("\n")).toContain("about 10 min left");
    expect(state.secondsFor(600, 1)).toBe(600);
  });
});

describe("the results of a sweep", () => {
  const papers = ["--preset=small", "--scaling=yarn", "--resonance"];

  it("are mean and variance over the seeds, with the paper's beside them in the paper's setting", () => {
    const runs = [0, 1, 2].map((seed) => runOf(...papers, `--seed=${seed}`));
    const results = new Map(
      runs.slice(0, 2).map(({ runId, plan }, index) => [runId, { ...resultOf(plan), oodAccuracy: 0.5 + index / 10 }]),
    );
    const [title, row, ...notes] = sweepResults(cellsOf(runs), results);
    expect(title).toMatch(/runs +trained positions +longer +variance +paper +variance$/u);
    // numpy 2: np.mean([50, 60]), np.var([50, 60], ddof=1); Table 1 of the paper.
    expect(row).toMatch(/^ {2}recursive {2}Resonance YaRN +2\/3 +98\.40 +55\.00 +50\.00 +98\.30 +0\.00$/u);
    expect(notes.join("\n")).toContain("width of 512 for 11 850 steps");
  });

  it.each([
    "--rule=random-table:1",
    "--tested-length=128",
    "--trained-length=32 --factor=4 --original-length=64",
    "--modulus=11",
    "--far-tokens=2",
    "--near-tokens=2",
    "--base=5000",
    "--factor=8",
    "--original-length=128",
    "--yarn-alpha=0.5",
    "--yarn-beta=32",
    "--yarn-blend=wavelengths-by-ratio",
    "--no-yarn-truncate",
    "--attention-factor=1",
  ])("name no number of the paper for another setting: %s", (flags) => {
    const runs = [runOf(...papers, ...flags.split(" "))];
    expect(sweepResults(cellsOf(runs), new Map()).join("\n")).not.toContain("paper");
  });

  it("name the paper's under the released code too, whose factor is another", () => {
    const runs = [runOf(...papers, "--protocol=released-code")];
    expect(sweepResults(cellsOf(runs), new Map()).join("\n")).toContain("98.30");
  });
});

describe("the cells of a sweep", () => {
  it("hold the runs that differ in their seed alone, and say what else the sweep varies", () => {
    const runs = ["", "--scaling=yarn --factor=2", "--scaling=yarn --factor=4"].flatMap((flags) =>
      [0, 1].map((seed) => runOf(...flags.split(" ").filter(Boolean), `--seed=${seed}`)),
    );
    expect(cellsOf(runs).map(({ label, runs: { length } }) => `${label}: ${length}`)).toEqual([
      "recursive  RoPE: 2",
      "recursive  YaRN  factor 2: 2",
      "recursive  YaRN  factor 4: 2",
    ]);
  });

  it("name a flag that only some of them have", () => {
    const runs = [runOf(), runOf("--dropout=0.25")];
    expect(cellsOf(runs).map(({ label }) => label)).toEqual(["recursive  RoPE", "recursive  RoPE  dropout 0.25"]);
  });
});
