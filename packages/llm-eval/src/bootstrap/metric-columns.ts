/** Items turned into columns of numbers, one pair of sums a metric. */
import type { EvaluationItem } from "@resonance-rope/contracts";
import type { RatioColumn } from "./resample-ratios.js";

/** The metrics that any item speaks of, in the order in which they come. */
export function metricNames(items: readonly EvaluationItem[]): string[] {
  return [...new Set(items.flatMap(({ values }) => Object.keys(values)))];
}

export function metricColumn(items: readonly EvaluationItem[], metric: string): RatioColumn {
  const pairs = items.map(({ values }) => values[metric] ?? [0, 0]);
  return { sums: Float64Array.from(pairs, ([sum]) => sum), weights: Float64Array.from(pairs, ([, weight]) => weight) };
}

/** What the metric comes to over all items. */
export function ratioOfSums({ sums, weights }: RatioColumn): number {
  return total(sums) / total(weights);
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
