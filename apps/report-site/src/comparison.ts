/**
 * Lines that are drawn together: an experiment's encodings, or whatever a reader pins. Plain data, so that a page
 * can hold it and its script draw it again.
 */
import type { EncodingStyle } from "./palette.js";
import type { EncodingResults, Experiment } from "./report-data.js";
import { type SeriesPoint, seriesOverSeeds } from "./series-over-seeds.js";
import type { Spread } from "./spread.js";

export interface ComparedLine {
  readonly name: string;
  readonly style: EncodingStyle;
  readonly trainedLength: number;
  readonly testedLength: number;
  readonly modulus: number;
  readonly steps: number;
  readonly testSequences: number;
  readonly idAccuracy: Spread;
  readonly oodAccuracy: Spread;
  /** Percent right by position counted from 1, seed tokens left out; nothing is smoothed. */
  readonly accuracy: readonly SeriesPoint[];
  /** Nats a token over the steps: the lowest and highest are those of any step and seed in a point's stretch. */
  readonly training: readonly SeriesPoint[];
  /** Nats a token at each evaluation. */
  readonly validation: readonly SeriesPoint[];
  /** Percent right beyond the trained length at each evaluation, over the validation split. */
  readonly learning: readonly SeriesPoint[];
}

export interface Comparison {
  /** Unique on its page. */
  readonly id: string;
  readonly lines: readonly ComparedLine[];
}

export function comparisonOf({ anchor, encodings, plan }: Experiment): Comparison {
  return { id: anchor, lines: encodings.map((encoding) => lineOf(encoding, plan)) };
}

export function lineOf(encoding: EncodingResults, plan: Experiment["plan"]): ComparedLine {
  const { name, style, idAccuracy, oodAccuracy, runs } = encoding;
  const { trainedLength, testedLength, modulus, steps } = plan;
  return {
    ...{ name, style, trainedLength, testedLength, modulus, steps, idAccuracy, oodAccuracy },
    testSequences: plan.sequences.test,
    accuracy: seriesOverSeeds(
      runs.map(({ result }) =>
        result.accuracyByPosition.flatMap((share, index) => (share === null ? [] : [{ x: index + 1, y: 100 * share }])),
      ),
    ),
    training: trainingSeries(runs),
    validation: seriesOverSeeds(
      runs.map(({ curves }) => curves.validation.map(({ step, loss }) => ({ x: step, y: loss }))),
    ),
    learning: seriesOverSeeds(
      runs.map(({ curves }) => curves.validation.map(({ step, oodAccuracy }) => ({ x: step, y: 100 * oodAccuracy }))),
    ),
  };
}

function trainingSeries(runs: EncodingResults["runs"]): readonly SeriesPoint[] {
  const extremes = new Map<number, { low: number; high: number }>();
  for (const { step, low, high } of runs.flatMap(({ curves }) => curves.training)) {
    const so = extremes.get(step) ?? { low, high };
    extremes.set(step, { low: Math.min(low, so.low), high: Math.max(high, so.high) });
  }
  return seriesOverSeeds(runs.map(({ curves }) => curves.training.map(({ step, mean }) => ({ x: step, y: mean })))).map(
    (point) => ({ ...point, ...extremes.get(point.x) }),
  );
}
