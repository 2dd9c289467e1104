/** From the turns of every contender to the figures of the report. */
import type { Precision } from "@resonance-rope/contracts";
import type { BenchRatio, BenchReport, BenchRow, ComparisonKey, ContenderName, LeftOut } from "./bench-report.js";
import { type Comparison, tokensOf } from "./comparison.js";
import type { Turn } from "./contender.js";
import { countOperations } from "./count-operations.js";
import { quartiles } from "./quartiles.js";

export interface Measured {
  readonly contender: ContenderName;
  readonly engine: string;
  readonly turns: readonly Turn[];
}

/** What one comparison gave. */
export interface ComparisonOutcome {
  readonly comparison: Comparison;
  readonly measured: readonly Measured[];
  /** The turns of large matrix products between those of the contenders. */
  readonly products: readonly Turn[];
  readonly leftOut: readonly LeftOut[];
}

/** A busy moment slows the products of one comparison, so the peak is that of the whole run. */
export function figuresOf(
  outcomes: readonly ComparisonOutcome[],
): Pick<BenchReport, "rows" | "ratios" | "leftOut" | "peaks"> {
  const peaks = new Map<Precision, number>();
  for (const { comparison, products } of outcomes) {
    const { precision } = comparison;
    for (const { operationsPerSecond = 0 } of products)
      peaks.set(precision, Math.max(peaks.get(precision) ?? 0, operationsPerSecond));
  }
  const rows = outcomes.map(({ comparison, measured }) =>
    measured.map((each) => rowOf(comparison, each, peaks.get(comparison.precision) ?? Number.NaN)),
  );
  return {
    rows: rows.flat(),
    ratios: rows.flatMap(ratiosOf),
    leftOut: outcomes.flatMap(({ leftOut }) => leftOut),
    peaks: Array.from(peaks, ([precision, rate]) => ({ precision, gflops: rate / 1e9 })),
  };
}

export const keyOf = ({ suite, size, precision, shape }: Comparison): ComparisonKey => ({
  suite,
  size,
  precision,
  length: shape.length,
});

/** @param peakPerSecond operations a second of this project's engine at its best. */
function rowOf(comparison: Comparison, measured: Measured, peakPerSecond: number): BenchRow {
  const { shape, unitsPerTurn } = comparison;
  const { contender, engine, turns } = measured;
  const { lower, median, upper } = quartiles(turns.map(({ seconds }) => seconds / unitsPerTurn));
  const last = turns.at(-1);
  return {
    ...keyOf(comparison),
    contender,
    engine,
    turns: turns.length,
    medianMs: 1000 * median,
    lowerQuartileMs: 1000 * lower,
    upperQuartileMs: 1000 * upper,
    tokensPerSecond: tokensOf(shape) / median,
    shareOfPeak: contender === "ours" ? countOperations(comparison) / median / peakPerSecond : null,
    shareOutside: shareOutside(turns),
    peakRssBytes: last?.peakRssBytes ?? 0,
    loss: last?.loss ?? null,
  };
}

/** The median over turns. */
function shareOutside(turns: readonly Turn[]): number | null {
  const shares = turns.flatMap(({ seconds, recordedSeconds }) =>
    recordedSeconds === null ? [] : [1 - recordedSeconds / seconds],
  );
  return shares.length === 0 ? null : quartiles(shares).median;
}

/** Of each peer in the rows of one comparison. */
function ratiosOf(rows: readonly BenchRow[]): BenchRatio[] {
  const ours = rows.find(({ contender }) => contender === "ours");
  if (ours === undefined) return [];
  return rows.flatMap(({ contender, suite, size, precision, length, medianMs }) =>
    contender === "ours"
      ? []
      : [{ suite, size, precision, length, peer: contender, ratioOfMedians: medianMs / ours.medianMs }],
  );
}
