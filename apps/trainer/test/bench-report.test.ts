import { describe, expect, it } from "vitest";
import type { BenchReport, BenchRow } from "../src/bench/bench-report.js";
import { benchTable } from "../src/bench/bench-table.js";
import { type Comparison, comparisonsOf } from "../src/bench/comparison.js";
import type { Turn } from "../src/bench/contender.js";
import { countOperations } from "../src/bench/count-operations.js";
import { type Measured, figuresOf } from "../src/bench/figures-of.js";

const [small] = comparisonsOf({ suites: ["train"], sizes: ["small"], backend: "tensorflow" }) as [Comparison];

/** Turns of three steps each, of these milliseconds a step and this share outside. */
const turns = (milliseconds: readonly number[], outside: number | null): Turn[] =>
  milliseconds.map((each, index) => ({
    seconds: (3 * each) / 1000,
    recordedSeconds: outside === null ? null : ((1 - outside) * 3 * each) / 1000,
    loss: 1 / (index + 1),
    peakRssBytes: (index + 1) * 2 ** 20,
  }));
// Twice the rate that 100 ms a step need.
const peak = (2 * countOperations(small)) / 0.1;
const products = [0.5 * peak, peak, 0.9 * peak].map((operationsPerSecond) => ({
  seconds: 1,
  recordedSeconds: null,
  operationsPerSecond,
  peakRssBytes: 0,
}));
const ours: Measured = { contender: "ours", engine: "here", turns: turns([110, 100, 90, 500], 0.25) };
const theirs: Measured = { contender: "pytorch", engine: "there", turns: turns([210, 210, 200], null) };

const figuresWith = (measured: readonly Measured[]): ReturnType<typeof figuresOf> =>
  figuresOf([{ comparison: small, measured, products, leftOut: [] }]);
const rowOf = (measured: Measured): BenchRow => figuresWith([measured]).rows[0] as BenchRow;

describe("the figures of a contender", () => {
  it("are the median and quartiles of a step, between two ranks interpolated", () => {
    // Sorted 90, 100, 110, 500: ranks 0.75, 1.5 and 2.25.
    const row = rowOf(ours);
    expect(row.medianMs).toBeCloseTo(105, 9);
    expect(row.lowerQuartileMs).toBeCloseTo(97.5, 9);
    expect(row.upperQuartileMs).toBeCloseTo(207.5, 9);
    expect(row.tokensPerSecond).toBeCloseTo(8192 / 0.105, 6);
  });

  it("are shares of the peak and of the time outside for ours alone", () => {
    expect(rowOf(ours).shareOfPeak).toBeCloseTo(100 / 105 / 2, 9);
    expect(rowOf(ours).shareOutside).toBeCloseTo(0.25, 9);
    expect(rowOf(theirs)).toMatchObject({ shareOfPeak: null, shareOutside: null });
  });

  it("end with the memory and the loss of the last turn", () => {
    expect(rowOf(ours)).toMatchObject({ turns: 4, peakRssBytes: 4 * 2 ** 20, loss: 0.25 });
  });
});

describe("the ratio of medians", () => {
  it("is the peer's by ours", () => {
    expect(figuresWith([ours, theirs]).ratios).toEqual([
      {
        suite: "train",
        size: "small",
        precision: "float32",
        length: 64,
        peer: "pytorch",
        ratioOfMedians: 210 / rowOf(ours).medianMs,
      },
    ]);
  });

  it("is none where one side is missing", () => {
    expect(figuresWith([theirs]).ratios).toEqual([]);
    expect(figuresWith([ours]).ratios).toEqual([]);
  });
});

describe("the peak", () => {
  it("is the largest rate of a product in the whole run, by precision", () => {
    const busy = { comparison: small, measured: [ours], products: products.slice(0, 1), leftOut: [] };
    const quiet = { ...busy, products };
    const { peaks, rows } = figuresOf([busy, quiet]);
    expect(peaks).toEqual([{ precision: "float32", gflops: peak / 1e9 }]);
    expect(rows[0]?.shareOfPeak).toBe(rows[1]?.shareOfPeak);
  });
});

describe("the table", () => {
  const report = (measured: readonly Measured[]): BenchReport => ({
    ...figuresWith(measured),
    leftOut: [{ ...rowOf(theirs), contender: "pytorch-compiled", why: "no compiler" }],
    withoutPeer: null,
    threads: 2,
    machine: { platform: "linux x64", processor: "a processor", cores: 2, memoryBytes: 1 },
    loadBefore: 0.5,
  });

  it("shows each contender with its ratio beside, and what was left out", () => {
    const lines = benchTable(report([ours, theirs])).split("\n");
    expect(lines[0]).toBe("  a processor, 2 threads, load 0.50 before");
    expect(lines[2]).toBe("  training step, size small, length 64, float32");
    expect(lines[4]).toMatch(/^ {2}here +105\.0 +98 - 208 +78 019 +47\.6 % +25 % +4 +0\.250$/u);
    expect(lines[5]).toMatch(/^ {2}there +210\.0 +205 - 210 +39 010 +2\.00x +3 +0\.333$/u);
    expect(lines).toContain("  left out: pytorch-compiled, training step, size small, length 64, float32: no compiler");
  });

  it("says why there is no PyTorch", () => {
    const text = benchTable({ ...report([ours]), withoutPeer: "python3 has no torch: pip install torch" });
    expect(text).toContain("PyTorch is left out: python3 has no torch: pip install torch");
  });
});
