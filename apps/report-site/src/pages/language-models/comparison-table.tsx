/** What each model adds to another, item by item. */
import type { VNode } from "preact";
import type { EvaluationGroup } from "../../evaluation-data.js";
import { formatDifference, metricWords } from "../../format-metric.js";
import { DataTable } from "../data-table.js";
import { WithInterval } from "./metric-table.js";

export function ComparisonTable({
  group: { comparisons },
  title,
}: {
  group: EvaluationGroup;
  title: string;
}): VNode | null {
  if (comparisons.length === 0) return null;
  const metrics = [...new Set(comparisons.flatMap((comparison) => Object.keys(comparison.metrics)))];
  return (
    <>
      <h3>Differences, item by item</h3>
      <p class="note">
        Both models answered the same items, so what makes an item hard cancels: these intervals are narrower than those
        above, and the ones to judge by. In bold: the interval leaves 0 out.
      </p>
      <DataTable
        class="numbers"
        caption={`${title}: difference with its 95 % interval, bootstrapped over pairs of items`}
        columns={["metric", ...comparisons.map(({ first, second }) => `${second} minus ${first}`)]}
        rows={metrics.map((metric) => [
          metricWords(metric),
          ...comparisons.map((comparison) => {
            const found = comparison.metrics[metric]?.difference;
            if (found === undefined) return "";
            const { value, interval } = formatDifference(metric, found);
            const isClear = found.low !== null && found.high !== null && found.low * found.high > 0;
            return isClear ? (
              <strong>
                <WithInterval value={value} interval={interval} />
              </strong>
            ) : (
              <WithInterval value={value} interval={interval} />
            );
          }),
        ])}
      />
    </>
  );
}
