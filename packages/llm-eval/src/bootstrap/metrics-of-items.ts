/** A report's metrics from its items, each with the bootstrap interval over the items that speak of it. */
import { type EvaluationItem, type Metric, type RandomSource, randomSource } from "@resonance-rope/contracts";
import { metricColumn, metricNames, ratioOfSums } from "./metric-columns.js";
import { metricValue } from "./metric-value.js";
import { percentileInterval } from "./percentile-interval.js";
import { resampleRatios } from "./resample-ratios.js";

/**
 * A value that is no finite number, such as the perplexity by word of a text without spaces, is left out.
 *
 * @param random a report made again from the same items has the same intervals, unless told otherwise.
 */
export function metricsOfItems(
  items: readonly EvaluationItem[],
  random: RandomSource = randomSource(0).fork("bootstrap"),
): Record<string, Metric> {
  return Object.fromEntries(
    metricNames(items).flatMap((metric): [string, Metric][] => {
      const column = metricColumn(
        items.filter(({ values }) => values[metric] !== undefined),
        metric,
      );
      const value = metricValue(metric, ratioOfSums(column));
      if (!Number.isFinite(value)) return [];
      if (column.sums.length < 2) return [[metric, { value, low: null, high: null }]];
      const [ratios = new Float64Array()] = resampleRatios([column], { random: random.fork(metric) });
      const [low, high] = percentileInterval(ratios);
      return [[metric, { value, low: finiteEnd(metric, low), high: finiteEnd(metric, high) }]];
    }),
  );
}

function finiteEnd(metric: string, ratio: number): number | null {
  const end = metricValue(metric, ratio);
  return Number.isFinite(end) ? end : null;
}
