/** How training went: training loss as lines, validation loss as dots, both over the steps. */
import * as Plot from "@observablehq/plot";
import type { Comparison } from "../comparison.js";
import { fourDigits } from "../format-number.js";
import { strokeOf } from "../palette.js";
import type { SeriesPoint } from "../series-over-seeds.js";
import { axisTitle } from "./axis-title.js";
import { drawFigure } from "./draw-figure.js";
import type { FigureSize } from "./figure-size.js";
import { keyOf } from "./key-of.js";
import { lineWithBand } from "./line-with-band.js";
import { logarithmicTicks } from "./logarithmic-ticks.js";
import { stepAxis } from "./step-axis.js";

export function lossCurves({ id, lines }: Comparison, size: FigureSize): string {
  const guessing = Math.log(Math.max(...lines.map(({ modulus }) => modulus)));
  const steps = Math.max(...lines.map((line) => line.steps));
  const margins = { marginLeft: 40, marginTop: 28 };
  const drawn = lines.map(({ style, training, validation }) => ({
    style,
    training: training.filter(drawable),
    validation: validation.filter(drawable),
  }));
  const losses = drawn.flatMap(({ training, validation }) =>
    [...training, ...validation].flatMap(({ low, high }) => [low, high]),
  );
  const marks = drawn.flatMap(({ style, training, validation }) => [
    ...lineWithBand(training, style),
    Plot.dot(validation, {
      x: "x",
      y: "mean",
      r: 3.2,
      fill: strokeOf(style),
      stroke: "var(--page, white)",
      strokeWidth: 1,
    }),
  ]);
  return drawFigure(
    {
      id: `loss-${id}-${size.name}`,
      title: "Loss while training",
      description: `Loss on a logarithmic scale over ${steps} steps. Final validation loss in nats a token: ${lines
        .map(({ name, validation }) => `${name} ${wordsOf(validation.at(-1))}`)
        .join("; ")}. Guessing costs ${guessing.toFixed(2)}.`,
    },
    size,
    lines.map(keyOf),
    {
      ...margins,
      marginRight: 14,
      marginBottom: 38,
      height: size.height * 0.85,
      x: stepAxis(steps, size),
      y: {
        type: "log",
        label: null,
        grid: true,
        ticks: logarithmicTicks([guessing, ...losses], [1, 2, 5]),
        tickFormat: String,
      },
      marks: [
        axisTitle("↑ loss, nats a token (logarithmic)", margins),
        Plot.ruleY([guessing], { stroke: "currentColor", strokeDasharray: "1 3", strokeOpacity: 0.9 }),
        ...marks,
        Plot.text([""], {
          x: [steps],
          y: [guessing],
          text: [`guessing ${guessing.toFixed(2)}`],
          textAnchor: "end",
          dy: -7,
          fill: "currentColor",
          stroke: "var(--page, white)",
          strokeWidth: 4,
        }),
      ],
    },
  );
}

const wordsOf = (point: SeriesPoint | undefined): string =>
  point === undefined ? "not measured" : fourDigits(point.mean);

/** A logarithm has no place for a loss of 0. */
function drawable({ low }: SeriesPoint): boolean {
  return low > 0;
}
