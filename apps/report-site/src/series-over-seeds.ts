/** Several seeds' series as one: at each x the mean, the lowest and the highest. */
import { type Spread, spread } from "./spread.js";

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
