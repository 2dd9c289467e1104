/** How right models are position by position, and the numbers behind it. */
import type { VNode } from "preact";
import type { Comparison } from "../comparison.js";
import { accuracyByPosition } from "../figures/accuracy-by-position.js";
import { oneDecimal } from "../format-number.js";
import { Figure } from "./figure.js";
import { LineNumbers } from "./line-numbers.js";

export function PositionFigure({ comparison, caption }: { comparison: Comparison; caption: string }): VNode {
  return (
    <Figure draw={(size) => accuracyByPosition(comparison, size)} caption={caption}>
      <LineNumbers
        lines={comparison.lines}
        series={({ accuracy }) => accuracy}
        caption="Right next tokens by position, %"
        rowName="position"
        format={oneDecimal}
      />
    </Figure>
  );
}
