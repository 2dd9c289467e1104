/**
 * Two reports of one evaluation, item by item: what the second adds to each metric, and how sure that is. Items are
 * drawn for both reports at once, so what makes an item hard for either cancels.
 */
import {
  type EvaluationItem,
  type EvaluationReport,
  type Metric,
  type RandomSource,
  ResonanceError,
  canonicalJson,
  randomSource,
} from "@resonance-rope/contracts";
import { metricColumn, metricNames, ratioOfSums } from "./bootstrap/metric-columns.js";
import { metricValue } from "./bootstrap/metric-value.js";
import { percentileInterval } from "./bootstrap/percentile-interval.js";
import { type ResampleOptions, resampleRatios } from "./bootstrap/resample-ratios.js";

export interface Comparison {
  readonly evaluation: EvaluationReport["evaluation"];
  readonly first: EvaluationReport["model"];
  readonly second: EvaluationReport["model"];
  /** Those that both reports have, and that are finite numbers in both. */
  readonly metrics: Readonly<Record<string, MetricDifference>>;
  /** Items that only one of the reports has; they are left out. */
  readonly unpaired: { readonly first: number; readonly second: number };
}

export interface MetricDifference {
  /** Over the paired items alone. */
  readonly first: number;
  readonly second: number;
  /** Second minus first, with its 95 % interval. */
  readonly difference: Metric;
  /** The share of resamples whose difference has the sign of the one measured; null where that is 0, or of one item. */
  readonly sameSign: number | null;
  readonly items: number;
}

export function compareReports(
  first: EvaluationReport,
  second: EvaluationReport,
  options: Partial<ResampleOptions> = {},
): Comparison {
  requireSameProtocol(first, second);
  const others = new Map(second.items.map((item) => [item.item, item]));
  const pairs = first.items.flatMap((item) => {
    const other = others.get(item.item);
    return other === undefined ? [] : [[item, other] as const];
  });
  if (pairs.length === 0) refuse("items that both reports have", "none");
  const random = options.random ?? randomSource(0).fork("compare");
  const metrics = metricNames(pairs.map(([item]) => item)).flatMap((metric) => {
    const both = pairs.filter((pair) => pair.every(({ values }) => values[metric] !== undefined));
    if (both.length === 0) return [];
    const compared = difference(metric, both, { ...options, random });
    return Number.isFinite(compared.difference.value) ? [[metric, compared] as const] : [];
  });
  return {
    evaluation: first.evaluation,
    first: first.model,
    second: second.model,
    metrics: Object.fromEntries(metrics),
    unpaired: { first: first.items.length - pairs.length, second: second.items.length - pairs.length },
  };
}

function difference(
  metric: string,
  pairs: readonly (readonly [EvaluationItem, EvaluationItem])[],
  options: Partial<ResampleOptions> & { readonly random: RandomSource },
): MetricDifference {
  const columns = ([0, 1] as const).map((side) =>
    metricColumn(
      pairs.map((pair) => pair[side]),
      metric,
    ),
  );
  const [first = Number.NaN, second = Number.NaN] = columns.map((column) => metricValue(metric, ratioOfSums(column)));
  const value = second - first;
  const measured = { first, second, items: pairs.length };
  if (pairs.length < 2) return { ...measured, difference: { value, low: null, high: null }, sameSign: null };
  const [one = new Float64Array(), other = new Float64Array()] = resampleRatios(columns, {
    ...options,
    random: options.random.fork(metric),
  });
  const differences = one.map(
    (ratio, index) => metricValue(metric, other[index] as number) - metricValue(metric, ratio),
  );
  const [low, high] = percentileInterval(differences);
  const agreeing = differences.filter((resampled) => Math.sign(resampled) === Math.sign(value)).length;
  const sameSign = value === 0 ? null : agreeing / differences.length;
  const ends = { low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null };
  return { ...measured, difference: { value, ...ends }, sameSign };
}

function requireSameProtocol(first: EvaluationReport, second: EvaluationReport): void {
  if (first.evaluation !== second.evaluation)
    refuse(`two reports of ${first.evaluation}`, `one of ${second.evaluation}`);
  for (const field of new Set([...Object.keys(first.protocol), ...Object.keys(second.protocol)])) {
    const [one, other] = [first, second].map(({ protocol }) =>
      protocol[field] === undefined ? "absent" : canonicalJson(protocol[field]),
    );
    if (one !== other)
      refuse(`one protocol, whose ${field} is ${one}`, `${other}`, "compare runs that differ in the model alone");
  }
}

function refuse(expected: string, received: string, remedy?: string): never {
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "compareReports",
    expected,
    received,
    remedy,
  });
}
