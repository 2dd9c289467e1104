import type { VNode } from "preact";
import type { Comparison } from "../comparison.js";
import { accuracyByPosition } from "../figures/accuracy-by-position.js";
import { oneDecimal, wholeNumber } from "../format-number.js";
import { FoldedTable } from "./data-table.js";
import { Figure } from "./figure.js";
import { seriesTable } from "./series-table.js";

/** Accuracy by position of the lines compared, and the numbers behind it. */
export function AccuracyFigure({ comparison }: { comparison: Comparison }): VNode {
  const { lines } = comparison;
  const sequences = [...new Set(lines.map(({ testSequences }) => wholeNumber(testSequences)))].join(" or ");
  return (
    <Figure
      draw={(size) => accuracyByPosition(comparison, size)}
      caption={`Share of right next tokens at each position over ${sequences} test sequences, given the true tokens before it. Lines are means over seeds, bands reach from the lowest to the highest seed. Nothing is smoothed.`}
    >
      <FoldedTable
        summary="The numbers behind this figure"
        {...seriesTable(
          "Right next tokens by position, %",
          "position",
          lines.map(({ name }) => name),
          lines.map(({ accuracy }) => accuracy),
          oneDecimal,
        )}
      />
    </Figure>
  );
}
