import type { VNode } from "preact";
import type { Comparison } from "../comparison.js";
import { lossCurves } from "../figures/loss-curves.js";
import { fourDigits } from "../format-number.js";
import { stepsPerPoint } from "../training-curves.js";
import { FoldedTable } from "./data-table.js";
import { Figure } from "./figure.js";
import { seriesTable } from "./series-table.js";

/** Training and validation loss of the lines compared, and the numbers behind them. */
export function LossFigure({ comparison }: { comparison: Comparison }): VNode {
  const { lines } = comparison;
  const names = lines.map(({ name }) => name);
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
      <FoldedTable
        summary="The numbers behind the lines"
        {...seriesTable(
          "Training loss, nats a token",
          "step",
          names,
          lines.map(({ training }) => training),
          fourDigits,
        )}
      />
      <FoldedTable
        summary="The numbers behind the dots"
        {...seriesTable(
          "Validation loss, nats a token",
          "step",
          names,
          lines.map(({ validation }) => validation),
          fourDigits,
        )}
      />
    </Figure>
  );
}
