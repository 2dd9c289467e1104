/** Our accuracies beside Table 1 of the paper. */
import type { VNode } from "preact";
import { percentage, signed } from "../format-number.js";
import { meanInterval } from "@resonance-rope/posgen";
import { paperAccuracy } from "../paper-accuracy.js";
import type { EncodingResults, Experiment } from "../report-data.js";
import { taskWords } from "../task-words.js";
import { DataTable } from "./data-table.js";
import { EncodingLabel } from "./encoding-label.js";

export function PaperTable({ experiment: { plan, encodings } }: { experiment: Experiment }): VNode {
  return (
    <DataTable
      class="numbers"
      caption={`${taskWords(plan.task).title}: right next tokens at positions never trained, in %, here and in Table 1 of the paper`}
      columns={[
        "encoding",
        "here: mean ± variance",
        "95 % interval of the mean",
        "paper: mean ± variance",
        "difference",
        "trained positions",
        "seeds",
      ]}
      rows={encodings.map((encoding) => [
        <EncodingLabel key="label" encoding={encoding} />,
        ...cells(encoding, paperAccuracy(plan.task, encoding.spec)),
      ])}
    />
  );
}

function cells(
  { runs, oodAccuracy, idAccuracy }: EncodingResults,
  paper: { mean: number; variance: number } | undefined,
): (string | VNode)[] {
  const { mean, variance, low, high } = meanInterval(runs.map(({ result }) => 100 * result.oodAccuracy));
  return [
    <>
      <b>{mean.toFixed(2)}</b>
      {variance !== null && ` ± ${variance.toFixed(2)}`}
      {runs.length > 1 && (
        <small>
          {percentage(oodAccuracy.low, 2)} to {percentage(oodAccuracy.high, 2)}
        </small>
      )}
    </>,
    low === null || high === null ? "–" : `${low.toFixed(2)} to ${high.toFixed(2)}`,
    paper === undefined ? "not in the paper" : `${paper.mean.toFixed(2)} ± ${paper.variance.toFixed(2)}`,
    paper === undefined ? "" : signed(mean - paper.mean, 2),
    percentage(idAccuracy.mean, 2),
    runs.map(({ record }) => record.plan.seed).join(", "),
  ];
}
