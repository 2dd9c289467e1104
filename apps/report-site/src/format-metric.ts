/** Metrics of evaluations as the page prints them: names in words, values with their interval. */
import type { Metric } from "@resonance-rope/contracts";
import { signed, wholeNumber } from "./format-number.js";

const words: Readonly<Record<string, string>> = {
  perplexity: "perplexity, by token",
  yarnPerplexity: "perplexity, as YaRN's code averages it",
  wordPerplexity: "perplexity, by word",
  bitsPerByte: "bits a byte",
  accuracy: "found, %",
};

/** `accuracy@2048` is "found at 2 048 tokens, %". */
export function metricWords(metric: string): string {
  const [name = "", length] = metric.split("@");
  if (length === undefined) return words[name] ?? name.replaceAll("_", " ");
  return `${(words[name] ?? name).replace(/, %$/u, "")} at ${wholeNumber(Number(length))} tokens${name === "accuracy" ? ", %" : ""}`;
}

/** Accuracies are shares and shown in percent; L-Eval and RULER count in percent themselves. */
const scaleOf = (metric: string): number => (metric.startsWith("accuracy") ? 100 : 1);
const digitsOf = (metric: string): number => (/perplexity$/iu.test(metric) ? 2 : metric === "bitsPerByte" ? 3 : 1);

export interface FormattedMetric {
  readonly value: string;
  /** Null: one item says nothing of the spread. */
  readonly interval: string | null;
}

export function formatMetric(metric: string, { value, low, high }: Metric): FormattedMetric {
  const text = (number: number): string => (scaleOf(metric) * number).toFixed(digitsOf(metric));
  return { value: text(value), interval: low === null || high === null ? null : `${text(low)} to ${text(high)}` };
}

export function formatDifference(metric: string, { value, low, high }: Metric): FormattedMetric {
  const text = (number: number): string => signed(scaleOf(metric) * number, digitsOf(metric));
  return { value: text(value), interval: low === null || high === null ? null : `${text(low)} to ${text(high)}` };
}
