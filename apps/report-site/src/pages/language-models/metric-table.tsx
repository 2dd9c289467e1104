/** Every metric of a group, a column a model, each with its interval. */
import type { VNode } from "preact";
import type { EvaluationGroup } from "../../evaluation-data.js";
import { type FormattedMetric, formatMetric, metricWords } from "../../format-metric.js";
import { DataTable } from "../data-table.js";
import { EncodingLabel } from "../encoding-label.js";

export function MetricTable({ group: { evaluated }, caption }: { group: EvaluationGroup; caption: string }): VNode {
  const metrics = [...new Set(evaluated.flatMap(({ report }) => Object.keys(report.metrics)))];
  return (
    <DataTable
      class="numbers"
      caption={caption}
      columns={["metric", ...evaluated.map(({ label, style }) => <EncodingLabel encoding={{ name: label, style }} />)]}
      rows={metrics.map((metric) => [
        metricWords(metric),
        ...evaluated.map(({ report }) => {
          const found = report.metrics[metric];
          return found === undefined ? "" : <WithInterval {...formatMetric(metric, found)} />;
        }),
      ])}
    />
  );
}

export function WithInterval({ value, interval }: FormattedMetric): VNode {
  return (
    <>
      {value}
      {interval !== null && <small>{interval}</small>}
    </>
  );
}
