/** How training went: training loss as lines, validation loss as dots, both over the steps. */
import * as Plot from "@observablehq/plot";
import { wholeNumber } from "../format-number.js";
import { strokeOf } from "../palette.js";
import type { Experiment } from "../report-data.js";
import { axisTitle } from "./axis-title.js";
import { drawFigure } from "./draw-figure.js";
import type { FigureSize } from "./figure-size.js";
import { type SeriesPoint, lineOverSeeds } from "./line-over-seeds.js";
import { logarithmicTicks } from "./logarithmic-ticks.js";
import { stepsPerPoint, trainingSeries, validationSeries } from "./loss-series.js";

export function lossCurves(experiment: Experiment, size: FigureSize): string {
  const { anchor, encodings, plan } = experiment;
  const guessing = Math.log(plan.modulus);
  const stride = stepsPerPoint(experiment);
  const margins = { marginLeft: 40, marginTop: 28 };
  const lines = encodings.map((encoding) => ({
    style: encoding.style,
    training: trainingSeries(encoding, stride).filter(drawable),
    validation: validationSeries(encoding).filter(drawable),
  }));
  const drawn = lines.flatMap(({ training, validation }) => [...training, ...validation]);
  const marks = lines.flatMap(({ style, training, validation }) => [
    ...lineOverSeeds(training, style),
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
      id: `loss-${anchor}-${size.name}`,
      title: "Loss while training",
      description: `Loss on a logarithmic scale over ${plan.steps} steps. Final validation loss in nats a token: ${encodings
        .map(({ name, runs }) => `${name} ${runs.map(({ result }) => result.validationLoss.toPrecision(3)).join(", ")}`)
        .join("; ")}. Guessing costs ${guessing.toFixed(2)}.`,
    },
    size,
    encodings.map(({ name, style }) => ({ name, stroke: strokeOf(style), dash: style.dash })),
    {
      ...margins,
      marginRight: 14,
      marginBottom: 38,
      height: size.height * 0.85,
      x: { domain: [0, plan.steps], label: "step →", ticks: size.name === "wide" ? 8 : 4, tickFormat: wholeNumber },
      y: {
        type: "log",
        label: null,
        grid: true,
        ticks: logarithmicTicks([guessing, ...drawn.flatMap(({ low, high }) => [low, high])], [1, 2, 5]),
        tickFormat: String,
      },
      marks: [
        axisTitle("↑ loss, nats a token (logarithmic)", margins),
        Plot.ruleY([guessing], { stroke: "currentColor", strokeDasharray: "1 3", strokeOpacity: 0.9 }),
        ...marks,
        Plot.text([""], {
          x: [plan.steps],
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

/** A logarithm has no place for a loss of 0. */
function drawable({ low }: SeriesPoint): boolean {
  return low > 0;
}
