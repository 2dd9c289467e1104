/** Several seeds' series as one: at each x the mean of the seeds, and the lowest and the highest of what they stand for. */
import type { Spread } from "./spread.js";

export interface SeriesPoint extends Spread {
  readonly x: number;
}

/** One seed's point; where it stands for several values, `low` and `high` are theirs. */
export interface SeedPoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

/**
 * Joins the seeds' series at equal x; an x that some seeds lack is averaged over the others.
 *
 * @param pointsOf one seed's series; asked for seed by seed, as thousands of them together would fill the memory.
 */
export function seriesOverSeeds<Seed>(
  seeds: readonly Seed[],
  pointsOf: (seed: Seed) => readonly SeedPoint[],
): readonly SeriesPoint[] {
  const joined = new Map<number, { sum: number; low: number; high: number; count: number }>();
  for (const seed of seeds) {
    for (const { x, y, low = y, high = y } of pointsOf(seed)) {
      const at = joined.get(x);
      if (at === undefined) joined.set(x, { sum: y, low, high, count: 1 });
      else {
        at.sum += y;
        at.low = Math.min(at.low, low);
        at.high = Math.max(at.high, high);
        at.count += 1;
      }
    }
  }
  return [...joined]
    .toSorted(([a], [b]) => a - b)
    .map(([x, { sum, low, high, count }]) => ({ x, mean: sum / count, low, high, count }));
}
