/** Our accuracies beside Table 1 of the paper. */
import type { VNode } from "preact";
import { encodingName } from "@resonance-rope/contracts";
import { percentage, signed } from "../format-number.js";
import { paperResults } from "@resonance-rope/posgen";
import type { EncodingResults, Experiment } from "../report-data.js";
import { taskWords } from "../task-words.js";
import type { Spread } from "../spread.js";
import { DataTable } from "./data-table.js";
import { EncodingLabel } from "./encoding-label.js";

export function PaperTable({ experiment: { plan, encodings } }: { experiment: Experiment }): VNode {
  return (
    <DataTable
      class="numbers"
      caption={`${taskWords(plan.task).title}: right next tokens at positions never trained, in %, here and in Table 1 of the paper`}
      columns={["encoding", "here", "paper", "difference", "here, trained positions", "seeds here"]}
      rows={encodings.map((encoding) => [
        <EncodingLabel key="label" encoding={encoding} />,
        ...cells(encoding, paperResults[plan.task]?.[encodingName(encoding.spec)]),
      ])}
    />
  );
}

function cells(
  { runs, oodAccuracy, idAccuracy }: EncodingResults,
  paper: { mean: number; variance: number } | undefined,
): (string | VNode)[] {
  return [
    <Accuracy key="ood" spread={oodAccuracy} />,
    paper === undefined ? "not in the paper" : `${paper.mean.toFixed(2)} ± ${paper.variance.toFixed(2)}`,
    paper === undefined ? "" : signed(100 * oodAccuracy.mean - paper.mean, 2),
    <Accuracy key="id" spread={idAccuracy} />,
    runs.map(({ record }) => record.plan.seed).join(", "),
  ];
}

function Accuracy({ spread: { mean, low, high, count } }: { spread: Spread }): VNode {
  return (
    <>
      <b>{percentage(mean, 2)}</b>
      {count > 1 && (
        <small>
          {" "}
          {percentage(low, 2)} to {percentage(high, 2)}
        </small>
      )}
    </>
  );
}
