/** The 95 % percentile interval of resampled values: their 2.5 % and 97.5 % quantiles, interpolated linearly. */
export function percentileInterval(values: Float64Array): readonly [low: number, high: number] {
  const sorted = values.toSorted();
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** R's type 7, numpy's default. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (place - below);
}
