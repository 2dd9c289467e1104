/** Perplexity along the window, with its interval: where a model stops to understand its positions. */
import * as Plot from "@observablehq/plot";
import type { EvaluationGroup } from "../evaluation-data.js";
import { shortNumber, wholeNumber } from "../format-number.js";
import { strokeOf } from "../palette.js";
import { type PositionBin, positionBins } from "../position-bins.js";
import { axisTitle } from "./axis-title.js";
import { drawFigure } from "./draw-figure.js";
import type { FigureSize } from "./figure-size.js";
import { logarithmicTicks } from "./logarithmic-ticks.js";

/** @param length of the windows, in tokens. */
export function perplexityByPosition({ anchor, evaluated }: EvaluationGroup, length: number, size: FigureSize): string {
  const lines = evaluated.map((each) => ({ ...each, bins: positionBins(each.report, length) }));
  const margins = { marginLeft: 40, marginTop: 26 };
  const values = lines.flatMap(({ bins }) =>
    bins.flatMap(({ low, perplexity, high }) => [low ?? perplexity, high ?? perplexity]),
  );
  const middle = ({ from, to }: PositionBin): number => (from + to) / 2;
  return drawFigure(
    {
      id: `perplexity-${anchor}-${length}-${size.name}`,
      title: "Perplexity by position",
      description: lines
        .map(({ label, bins }) => {
          const [first, last] = [bins[0], bins.at(-1)];
          if (first === undefined || last === undefined) return `${label}: no positions`;
          return `${label}: ${shortNumber(first.perplexity)} at the first ${first.to} positions, ${shortNumber(last.perplexity)} at the last, up to ${last.to}`;
        })
        .join("; ")
        .concat(". Lower is better."),
    },
    size,
    lines.map(({ label, style }) => ({ name: label, stroke: strokeOf(style), dash: style.dash })),
    {
      ...margins,
      marginRight: 14,
      marginBottom: 38,
      x: {
        domain: [0, length],
        label: "position in the window →",
        ticks: size.name === "wide" ? 8 : 4,
        tickFormat: wholeNumber,
      },
      y: { type: "log", label: null, grid: true, ticks: logarithmicTicks(values, [1, 2, 5]), tickFormat: wholeNumber },
      marks: [
        axisTitle("↑ perplexity, lower is better", margins),
        ...lines.flatMap(({ bins, style }) => [
          Plot.areaY(
            bins.filter(({ low, high }) => low !== null && high !== null),
            { x: middle, y1: "low", y2: "high", fill: strokeOf(style), fillOpacity: 0.14 },
          ),
          Plot.line(bins, {
            x: middle,
            y: "perplexity",
            stroke: strokeOf(style),
            strokeWidth: 2,
            ...(style.dash === null ? {} : { strokeDasharray: style.dash }),
          }),
        ]),
      ],
    },
  );
}
