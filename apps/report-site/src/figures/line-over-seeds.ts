/** An encoding's line: the mean over its seeds, within the band from the lowest to the highest seed. */
import * as Plot from "@observablehq/plot";
import { type EncodingStyle, strokeOf } from "../palette.js";
import { type Spread, spread } from "../spread.js";

export interface SeriesPoint extends Spread {
  readonly x: number;
}

/** Joins the seeds' series at equal x; an x that some seeds lack is averaged over the others. */
export function seriesOverSeeds(seeds: readonly (readonly { x: number; y: number }[])[]): readonly SeriesPoint[] {
  const valuesAt = new Map<number, number[]>();
  for (const { x, y } of seeds.flat()) {
    const values = valuesAt.get(x);
    if (values === undefined) valuesAt.set(x, [y]);
    else values.push(y);
  }
  return [...valuesAt].toSorted(([a], [b]) => a - b).map(([x, values]) => ({ x, ...spread(values) }));
}

export function lineOverSeeds(series: readonly SeriesPoint[], style: EncodingStyle): Plot.Markish[] {
  const stroke = strokeOf(style);
  const several = series.some(({ count }) => count > 1);
  const dash = style.dash === null ? {} : { strokeDasharray: style.dash };
  return [
    several ? Plot.areaY(series, { x: "x", y1: "low", y2: "high", fill: stroke, fillOpacity: 0.16 }) : null,
    Plot.lineY(series, { x: "x", y: "mean", stroke, strokeWidth: 2, ...dash }),
  ];
}
