import type { VNode } from "preact";
import type { Comparison } from "../comparison.js";
import { learningCurves } from "../figures/learning-curves.js";
import { oneDecimal } from "../format-number.js";
import { Figure } from "./figure.js";
import { LineNumbers } from "./line-numbers.js";

/** Accuracy beyond the trained length along the training, and the numbers behind it. */
export function LearningFigure({ comparison }: { comparison: Comparison }): VNode {
  return (
    <Figure
      draw={(size) => learningCurves(comparison, size)}
      caption="Share of right next tokens at positions never trained, over the validation sequences at each evaluation. Means over seeds, bands from the lowest to the highest seed. A run can jump by tens of points while its loss stands still, so the last value alone says little."
    >
      <LineNumbers
        lines={comparison.lines}
        series={({ learning }) => learning}
        caption="Right next tokens never trained, %"
        rowName="step"
        format={oneDecimal}
      />
    </Figure>
  );
}
