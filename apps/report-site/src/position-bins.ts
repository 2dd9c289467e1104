/** The rows of a perplexity report that go along the window, validated: a report's rows are of many kinds. */
import type { EvaluationReport } from "@resonance-rope/contracts";
import * as z from "zod";

export interface PositionBin {
  /** Of the window, in tokens. */
  readonly length: number;
  /** Positions from 0: `from` to `to` - 1. */
  readonly from: number;
  readonly to: number;
  readonly perplexity: number;
  readonly low: number | null;
  readonly high: number | null;
}

const binSchema: z.ZodType<PositionBin> = z.object({
  row: z.literal("positions"),
  length: z.int().positive(),
  from: z.int().nonnegative(),
  to: z.int().positive(),
  perplexity: z.number().positive(),
  low: z.number().positive().nullable(),
  high: z.number().positive().nullable(),
});

export function positionBins({ rows }: EvaluationReport, length: number): PositionBin[] {
  return binsOf(rows).filter((bin) => bin.length === length);
}

/** Lengths of windows that have bins, ascending. */
export function binnedLengths({ rows }: EvaluationReport): number[] {
  return [...new Set(binsOf(rows).map(({ length }) => length))].toSorted((a, b) => a - b);
}

const binsOf = (rows: EvaluationReport["rows"]): PositionBin[] =>
  rows.flatMap((row) => {
    const bin = binSchema.safeParse(row);
    return bin.success ? [bin.data] : [];
  });
