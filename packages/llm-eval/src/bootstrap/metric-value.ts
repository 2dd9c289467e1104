/** Metrics whose ratio of sums is a logarithm; `perplexity@2048`, one of several lengths, is of `perplexity`'s kind. */
const exponentials: ReadonlySet<string> = new Set(["perplexity", "yarnPerplexity", "wordPerplexity"]);

/** What is reported for the ratio of a metric's two sums. It grows with the ratio, so intervals follow end by end. */
export function metricValue(metric: string, ratio: number): number {
  return exponentials.has(metric.split("@", 1)[0] ?? "") ? Math.exp(ratio) : ratio;
}
