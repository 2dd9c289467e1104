import type { VNode } from "preact";
import type { Comparison } from "../comparison.js";
import { wholeNumber } from "../format-number.js";
import { PositionFigure } from "./position-figure.js";

/** Accuracy by position of trained runs. */
export function AccuracyFigure({ comparison }: { comparison: Comparison }): VNode {
  const counts = comparison.lines.map(({ testSequences }) => wholeNumber(testSequences));
  const sequences = [...new Set(counts)].join(" or ");
  return (
    <PositionFigure
      comparison={comparison}
      caption={`Share of right next tokens at each position over ${sequences} test sequences, given the true tokens before it. Lines are means over seeds, bands reach from the lowest to the highest seed. Nothing is smoothed.`}
    />
  );
}
