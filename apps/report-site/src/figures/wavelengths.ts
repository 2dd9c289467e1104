/** The wavelengths of every pair against the trained length: which pairs training saw turn fully. */
import * as Plot from "@observablehq/plot";
import { createRotaryEmbedding } from "@resonance-rope/rope-core";
import { wholeNumber } from "../format-number.js";
import { strokeOf } from "../palette.js";
import type { EncodingResults, Experiment } from "../report-data.js";
import { logarithmicTicks } from "./logarithmic-ticks.js";
import { drawFigure } from "./draw-figure.js";
import type { FigureSize } from "./figure-size.js";

/** The pairs that turn at all, counted from 0, with their wavelengths in tokens. */
export function turningPairs({ spec }: EncodingResults): readonly { readonly pair: number; readonly tokens: number }[] {
  return [...createRotaryEmbedding(spec).wavelengthsTokens]
    .map((tokens, pair) => ({ pair, tokens }))
    .filter(({ tokens }) => Number.isFinite(tokens));
}

export function wavelengths({ anchor, encodings, plan }: Experiment, size: FigureSize): string {
  const { trainedLength } = plan;
  const rows = encodings.map((encoding, row) => ({
    ...encoding,
    row,
    wavelengths: turningPairs(encoding).map(({ tokens }) => tokens),
  }));
  const within = (values: readonly number[]): number => values.filter((value) => value < trainedLength).length;
  return drawFigure(
    {
      id: `wavelengths-${anchor}-${size.name}`,
      title: "Wavelengths and the trained length",
      description: rows
        .map(
          ({ name, wavelengths: values }) =>
            `${name}: ${within(values)} of ${values.length} pairs turn fully within ${trainedLength} tokens, the shortest in ${Number(Math.min(...values).toFixed(2))}`,
        )
        .join("; ")
        .concat("."),
    },
    size,
    [],
    {
      height: rows.length * 44 + 62,
      marginTop: 22,
      marginBottom: 40,
      marginLeft: 10,
      marginRight: 14,
      x: {
        type: "log",
        label: "wavelength, tokens (logarithmic) →",
        ticks: logarithmicTicks(
          rows.flatMap(({ wavelengths: values }) => values),
          [1],
        ),
        tickFormat: wholeNumber,
      },
      y: { domain: [-0.75, rows.length - 0.4], reverse: true, axis: null },
      marks: [
        Plot.ruleX([trainedLength], { stroke: "currentColor", strokeOpacity: 0.65 }),
        Plot.text([`trained length ${trainedLength}`], {
          x: [trainedLength],
          frameAnchor: "top",
          dy: -16,
          fill: "currentColor",
        }),
        ...rows.flatMap(({ name, style, row, wavelengths: values }) => [
          Plot.text([name], {
            frameAnchor: "left",
            y: [row],
            dy: -15,
            dx: 2,
            fill: "currentColor",
            fontWeight: 600,
            stroke: "var(--page, white)",
            strokeWidth: 4,
          }),
          Plot.dot(values, {
            x: (value: number) => value,
            y: () => row,
            r: 4,
            stroke: strokeOf(style),
            fill: (value: number) => (value < trainedLength ? strokeOf(style) : "var(--page, white)"),
          }),
        ]),
      ],
    },
  );
}
