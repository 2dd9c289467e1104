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

const lines = new WeakMap<EncodingResults, ComparedLine>();

/** The same line each time it is asked for: several pages draw it. */
export function lineOf(encoding: EncodingResults, plan: Experiment["plan"]): ComparedLine {
  const known = lines.get(encoding);
  if (known !== undefined) return known;
  const { name, style, idAccuracy, oodAccuracy, runs } = encoding;
  const { trainedLength, testedLength, modulus, steps } = plan;
  const line: ComparedLine = {
    name,
    style,
    trainedLength,
    testedLength,
    modulus,
    steps,
    idAccuracy,
    oodAccuracy,
    testSequences: plan.sequences.test,
    accuracy: seriesOverSeeds(runs, ({ result }) =>
      result.accuracyByPosition.flatMap((share, index) => (share === null ? [] : [{ x: index + 1, y: 100 * share }])),
    ),
    training: seriesOverSeeds(runs, ({ curves }) =>
      curves.training.map(({ step, mean, low, high }) => ({ x: step, y: mean, low, high })),
    ),
    validation: seriesOverSeeds(runs, ({ curves }) =>
      curves.validation.map(({ step, loss }) => ({ x: step, y: loss })),
    ),
    learning: seriesOverSeeds(runs, ({ curves }) =>
      curves.validation.map(({ step, oodAccuracy: share }) => ({ x: step, y: 100 * share })),
    ),
  };
  lines.set(encoding, line);
  return line;
}
