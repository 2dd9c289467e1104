import type { VNode } from "preact";
import type { Comparison } from "../comparison.js";
import { lossCurves } from "../figures/loss-curves.js";
import { fourDigits } from "../format-number.js";
import { stepsPerPoint } from "../training-curves.js";
import { Figure } from "./figure.js";
import { LineNumbers } from "./line-numbers.js";

/** Training and validation loss of the lines compared, and the numbers behind them. */
export function LossFigure({ comparison }: { comparison: Comparison }): VNode {
  const { lines } = comparison;
  const strides = [...new Set(lines.map(stepsPerPoint))].toSorted((a, b) => a - b).join(" or ");
  const moduli = [...new Set(lines.map(({ modulus }) => modulus))];
  const guessing = moduli.map(
    (modulus) => `Guessing among ${modulus} symbols costs ${Math.log(modulus).toFixed(2)} nats a token.`,
  );
  return (
    <Figure
      draw={(size) => lossCurves(comparison, size)}
      caption={`Lines: training loss${strides === "1" ? "" : `, each point the mean of ${strides} steps`}. Dots: validation loss within the trained length. Means over seeds; bands reach from the lowest to the highest of any step and seed. ${guessing.join(" ")}`}
    >
      <LineNumbers
        lines={lines}
        series={({ training }) => training}
        caption="Training loss, nats a token"
        rowName="step"
        format={fourDigits}
        summary="The numbers behind the lines"
      />
      <LineNumbers
        lines={lines}
        series={({ validation }) => validation}
        caption="Validation loss, nats a token"
        rowName="step"
        format={fourDigits}
        summary="The numbers behind the dots"
      />
    </Figure>
  );
}
