/** Reports, comparisons and estimates of evaluations in words, for people. */
import type { EvaluationReport, Metric } from "@resonance-rope/contracts";
import type { Comparison, EvaluationEstimate } from "@resonance-rope/llm-eval";
import { formatDuration } from "./format-duration.js";
import { formatCount, formatShort, formatWhole } from "./format-number.js";
import { table } from "./table.js";

export function describeReport({ evaluation, model, metrics, items }: EvaluationReport, directory: string): string[] {
  const rows = Object.entries(metrics).map(([name, metric]) => ({ name, metric }));
  return [
    `  ${evaluation} of ${model.name}, ${formatCount(items.length, "item")}`,
    ...table(
      [
        { title: "metric", align: "left", cell: ({ name }) => name },
        { title: "value", align: "right", cell: ({ metric }) => precise(metric.value) },
        { title: "95 % interval", align: "right", cell: ({ metric }) => interval(metric) },
      ],
      rows,
    ),
    `  ${directory}`,
  ];
}

export function describeComparison({ evaluation, first, second, metrics, unpaired }: Comparison): string[] {
  const rows = Object.entries(metrics).map(([name, metric]) => ({ name, ...metric }));
  const left = unpaired.first + unpaired.second;
  return [
    `  ${evaluation}: ${second.name} minus ${first.name}`,
    ...table(
      [
        { title: "metric", align: "left", cell: ({ name }) => name },
        { title: "first", align: "right", cell: (row) => precise(row.first) },
        { title: "second", align: "right", cell: (row) => precise(row.second) },
        { title: "difference", align: "right", cell: ({ difference }) => precise(difference.value) },
        { title: "95 % interval", align: "right", cell: ({ difference }) => interval(difference) },
        { title: "items", align: "right", cell: ({ items }) => String(items) },
      ],
      rows,
    ),
    ...(left === 0 ? [] : [`  left out: ${formatCount(left, "item")} that one of the two alone has`]),
  ];
}

export function describeEstimate({ items, unanswered, ...rest }: EvaluationEstimate): string {
  const stored = items - unanswered;
  const amount =
    stored === 0 ? formatCount(items, "item") : `${formatWhole(stored)} of ${formatCount(items, "item")} stored`;
  if (unanswered === 0) return `  ${amount}, nothing to ask`;
  const { tokens, seconds, tokensPerSecond } = rest;
  const work = `${stored === 0 ? "" : `${formatWhole(unanswered)} to ask, `}${formatWhole(tokens)} tokens`;
  return `  ${amount}, ${work}: about ${formatDuration(seconds)} at ${formatShort(tokensPerSecond)} tokens/s, one request at a time`;
}

const precise = (value: number): string => String(Number(value.toPrecision(6)));

const interval = ({ low, high }: Pick<Metric, "low" | "high">): string =>
  low === null || high === null ? "" : `${precise(low)} to ${precise(high)}`;
