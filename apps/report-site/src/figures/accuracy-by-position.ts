/** Accuracy at every position, trained ones and never trained ones: the experiment in one picture. */
import * as Plot from "@observablehq/plot";
import { percentage } from "../format-number.js";
import { strokeOf } from "../palette.js";
import type { EncodingResults, Experiment } from "../report-data.js";
import { axisTitle } from "./axis-title.js";
import { drawFigure } from "./draw-figure.js";
import type { FigureSize } from "./figure-size.js";
import { type SeriesPoint, lineOverSeeds, seriesOverSeeds } from "./line-over-seeds.js";

/** Percent right by position counted from 1, seed tokens left out; nothing is smoothed. */
export function accuracySeries({ runs }: EncodingResults): readonly SeriesPoint[] {
  return seriesOverSeeds(
    runs.map(({ result }) =>
      result.accuracyByPosition.flatMap((share, index) => (share === null ? [] : [{ x: index + 1, y: 100 * share }])),
    ),
  );
}

export function accuracyByPosition(experiment: Experiment, size: FigureSize): string {
  const { anchor, encodings, plan } = experiment;
  const { trainedLength: trained, testedLength: tested, modulus } = plan;
  const chance = 100 / modulus;
  const margins = { marginLeft: 36, marginTop: 42 };
  const marks = encodings.map((encoding) => lineOverSeeds(accuracySeries(encoding), encoding.style));
  const label = { frameAnchor: "top", dy: -13, fill: "currentColor", fillOpacity: 0.8 } as const;
  return drawFigure(
    {
      id: `accuracy-${anchor}-${size.name}`,
      title: "Accuracy by position",
      description: `Trained on positions 1 to ${trained}, tested to ${tested}. Mean accuracy there and beyond: ${encodings
        .map(
          ({ name, idAccuracy, oodAccuracy }) =>
            `${name} ${percentage(idAccuracy.mean)} and ${percentage(oodAccuracy.mean)} percent`,
        )
        .join("; ")}. Chance is ${chance.toFixed(1)} percent.`,
    },
    size,
    encodings.map(({ name, style }) => ({ name, stroke: strokeOf(style), dash: style.dash })),
    {
      ...margins,
      marginRight: 14,
      marginBottom: 38,
      x: { domain: [1, tested], label: "position →", ticks: positionTicks(trained, tested, size), tickFormat: "d" },
      y: { domain: [0, 100], label: null, grid: true, ticks: 5 },
      marks: [
        axisTitle("↑ right next tokens, %", margins),
        Plot.rect([0], { x1: trained + 0.5, x2: tested, y1: 0, y2: 100, fill: "currentColor", fillOpacity: 0.055 }),
        Plot.ruleX([trained + 0.5], { stroke: "currentColor", strokeOpacity: 0.65 }),
        Plot.text([""], { x: [(1 + trained) / 2], text: ["trained"], ...label }),
        Plot.text([""], { x: [(trained + tested) / 2], text: ["never trained"], ...label }),
        Plot.ruleY([chance], { stroke: "currentColor", strokeDasharray: "1 3", strokeOpacity: 0.9 }),
        ...marks,
        Plot.text([""], {
          x: [tested],
          y: [chance],
          text: [`chance ${chance.toFixed(1)} %`],
          textAnchor: "end",
          dy: 8,
          dx: -2,
          fill: "currentColor",
          stroke: "var(--page, white)",
          strokeWidth: 4,
        }),
      ],
    },
  );
}

/** Multiples of the trained length: 1, 64, 128, 192, 256; every second of them on a phone. */
function positionTicks(trained: number, tested: number, { name }: FigureSize): number[] {
  const most = name === "wide" ? 8 : 4;
  const stride = trained * Math.max(1, Math.ceil(tested / trained / most));
  const multiples = Array.from({ length: Math.floor(tested / stride) }, (_, index) => (index + 1) * stride);
  return [1, ...multiples];
}
