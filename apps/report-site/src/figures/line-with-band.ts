/** A line of means, within the band from the lowest to the highest that each stands for. */
import * as Plot from "@observablehq/plot";
import { type EncodingStyle, strokeOf } from "../palette.js";
import type { SeriesPoint } from "../series-over-seeds.js";

export function lineWithBand(series: readonly SeriesPoint[], style: EncodingStyle): Plot.Markish[] {
  const stroke = strokeOf(style);
  const wide = series.some(({ low, high }) => low < high);
  const dash = style.dash === null ? {} : { strokeDasharray: style.dash };
  return [
    wide ? Plot.areaY(series, { x: "x", y1: "low", y2: "high", fill: stroke, fillOpacity: 0.16 }) : null,
    Plot.lineY(series, { x: "x", y: "mean", stroke, strokeWidth: 2, ...dash }),
  ];
}
