/** How accuracy beyond the trained length moves along the training: a last value alone may be a jump's. */
import * as Plot from "@observablehq/plot";
import type { Comparison } from "../comparison.js";
import { strokeOf } from "../palette.js";
import { axisTitle } from "./axis-title.js";
import { drawFigure } from "./draw-figure.js";
import type { FigureSize } from "./figure-size.js";
import { keyOf } from "./key-of.js";
import { lineWithBand } from "./line-with-band.js";
import { stepAxis } from "./step-axis.js";

export function learningCurves({ id, lines }: Comparison, size: FigureSize): string {
  const chances = [...new Set(lines.map(({ modulus }) => 100 / modulus))];
  const steps = Math.max(...lines.map((line) => line.steps));
  const margins = { marginLeft: 36, marginTop: 28 };
  return drawFigure(
    {
      id: `learning-${id}-${size.name}`,
      title: "Accuracy beyond the trained length while training",
      description: `Over ${steps} steps. Percent right at the first and the last evaluation: ${lines
        .map(({ name, learning }) => {
          const [first, last] = [learning[0], learning.at(-1)];
          return first === undefined || last === undefined
            ? `${name} not measured`
            : `${name} ${first.mean.toFixed(1)} and ${last.mean.toFixed(1)}`;
        })
        .join("; ")}. Chance is ${chances.map((chance) => chance.toFixed(1)).join(" or ")}.`,
    },
    size,
    lines.map(keyOf),
    {
      ...margins,
      marginRight: 14,
      marginBottom: 38,
      height: size.height * 0.85,
      x: stepAxis(steps, size),
      y: { domain: [0, 100], label: null, grid: true, ticks: 5 },
      marks: [
        axisTitle("↑ right next tokens never trained, %", margins),
        Plot.ruleY(chances, { stroke: "currentColor", strokeDasharray: "1 3", strokeOpacity: 0.9 }),
        ...lines.flatMap(({ learning, style }) => [
          ...lineWithBand(learning, style),
          Plot.dot(learning, { x: "x", y: "mean", r: 2.6, fill: strokeOf(style) }),
        ]),
      ],
    },
  );
}
