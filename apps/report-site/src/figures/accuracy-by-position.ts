/** Accuracy at every position, trained ones and never trained ones: the experiment in one picture. */
import * as Plot from "@observablehq/plot";
import type { ComparedLine, Comparison } from "../comparison.js";
import { percentage } from "../format-number.js";
import { axisTitle } from "./axis-title.js";
import { drawFigure } from "./draw-figure.js";
import type { FigureSize } from "./figure-size.js";
import { keyOf } from "./key-of.js";
import { lineWithBand } from "./line-with-band.js";

export function accuracyByPosition({ id, lines }: Comparison, size: FigureSize): string {
  const trained = valuesOf(lines, ({ trainedLength }) => trainedLength);
  const chances = valuesOf(lines, ({ modulus }) => 100 / modulus);
  const tested = Math.max(...lines.map(({ testedLength }) => testedLength));
  const [first = tested] = trained;
  const margins = { marginLeft: 36, marginTop: 42 };
  const label = { frameAnchor: "top", dy: -13, fill: "currentColor", fillOpacity: 0.8 } as const;
  return drawFigure(
    {
      id: `accuracy-${id}-${size.name}`,
      title: "Accuracy by position",
      description: `Trained on positions 1 to ${trained.join(" or ")}, tested to ${tested}. Mean accuracy there and beyond: ${lines
        .map(
          ({ name, idAccuracy, oodAccuracy }) =>
            `${name} ${percentage(idAccuracy.mean)} and ${percentage(oodAccuracy.mean)} percent`,
        )
        .join("; ")}. Chance is ${chances.map((chance) => chance.toFixed(1)).join(" or ")} percent.`,
    },
    size,
    lines.map(keyOf),
    {
      ...margins,
      marginRight: 14,
      marginBottom: 38,
      x: { domain: [1, tested], label: "position →", ticks: positionTicks(first, tested, size), tickFormat: "d" },
      y: { domain: [0, 100], label: null, grid: true, ticks: 5 },
      marks: [
        axisTitle("↑ right next tokens, %", margins),
        Plot.rect([0], { x1: first + 0.5, x2: tested, y1: 0, y2: 100, fill: "currentColor", fillOpacity: 0.055 }),
        Plot.ruleX(
          trained.map((length) => length + 0.5),
          { stroke: "currentColor", strokeOpacity: 0.65 },
        ),
        Plot.text([""], { x: [(1 + first) / 2], text: ["trained"], ...label }),
        Plot.text([""], { x: [(first + tested) / 2], text: ["never trained"], ...label }),
        Plot.ruleY(chances, { stroke: "currentColor", strokeDasharray: "1 3", strokeOpacity: 0.9 }),
        ...lines.map(({ accuracy, style }) => lineWithBand(accuracy, style)),
        Plot.text(chances, {
          x: () => tested,
          y: (chance: number) => chance,
          text: (chance: number) => `chance ${chance.toFixed(1)} %`,
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

function valuesOf(lines: readonly ComparedLine[], value: (line: ComparedLine) => number): number[] {
  return [...new Set(lines.map(value))].toSorted((a, b) => a - b);
}

/** Multiples of the trained length: 1, 64, 128, 192, 256; every second of them on a phone. */
function positionTicks(trained: number, tested: number, { name }: FigureSize): number[] {
  const most = name === "wide" ? 8 : 4;
  const stride = trained * Math.max(1, Math.ceil(tested / trained / most));
  const multiples = Array.from({ length: Math.floor(tested / stride) }, (_, index) => (index + 1) * stride);
  return [1, ...multiples];
}
