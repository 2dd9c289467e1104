/** How far new positions land from what training saw, for each encoding: in a sentence, and as a table. */
import type { PositionRange } from "@resonance-rope/rope-interop";
import type { VNode } from "preact";
import { shortNumber, wholeNumber } from "../../format-number.js";
import { DataTable, FoldedTable } from "../data-table.js";
import type { ComparedEncoding } from "./examine.js";

export interface StepSummaryProps {
  readonly compared: readonly ComparedEncoding[];
  /** Of each encoding, by doublings; null while they are measured. */
  readonly ranges: readonly (readonly PositionRange[])[] | null;
  readonly trainedLength: number;
  readonly target: number;
}

export function StepSummary({ compared, ranges, trainedLength, target }: StepSummaryProps): VNode {
  if (target <= trainedLength)
    return (
      <p>Up to {wholeNumber(trainedLength)} tokens training saw every rotation: a longer target says what is new.</p>
    );
  if (ranges === null) return <p>Measuring the steps to seen rotations up to {wholeNumber(target)} tokens …</p>;
  const rows = compared.map((encoding, index) => ({ encoding, ranges: ranges[index] ?? [] }));
  return (
    <>
      <DataTable
        class="numbers"
        caption={`Positions ${wholeNumber(trainedLength + 1)} to ${wholeNumber(target)}: how many pairs …`}
        columns={[
          "encoding",
          "repeat seen rotations exactly",
          "land between them, by up to",
          "leave what training saw",
        ]}
        rows={rows.map(({ encoding, ranges: own }) => {
          const last = own.at(-1);
          return [encoding.label, last?.exactPairs ?? "", last === undefined ? "" : near(last), last?.newPairs ?? ""];
        })}
      />
      <p class="note">
        The step is the distance to the nearest rotation that training saw, on a circle of radius 1: 0 is a rotation
        seen before, 2 the opposite one. It is the feature gap of the paper's Theorem 1.
      </p>
      <FoldedTable
        summary="By doublings of the trained length"
        class="numbers"
        caption="Up to the last of these positions"
        columns={["encoding", "positions", "exact", "between, by up to", "new"]}
        rows={rows.flatMap(({ encoding, ranges: own }) =>
          own.map((range) => [
            encoding.label,
            `${wholeNumber(range.begin + 1)} to ${wholeNumber(range.end)}`,
            range.exactPairs,
            near(range),
            range.newPairs,
          ]),
        )}
      />
    </>
  );
}

const near = ({ nearPairs, largestStep }: PositionRange): string =>
  nearPairs === 0 ? "0" : `${nearPairs} (${shortNumber(Number(largestStep.toPrecision(3)))})`;
