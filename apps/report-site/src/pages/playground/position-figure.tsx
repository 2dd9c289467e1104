/** How right models are position by position, and the numbers behind it. */
import type { VNode } from "preact";
import type { Comparison } from "../../comparison.js";
import { accuracyByPosition } from "../../figures/accuracy-by-position.js";
import { oneDecimal } from "../../format-number.js";
import { FoldedTable } from "../data-table.js";
import { Figure } from "../figure.js";
import { seriesTable } from "../series-table.js";

export function PositionFigure({ comparison, caption }: { comparison: Comparison; caption: string }): VNode {
  const { lines } = comparison;
  return (
    <Figure draw={(size) => accuracyByPosition(comparison, size)} caption={caption}>
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
