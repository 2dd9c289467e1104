export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** Values between two ranks are interpolated, so that the median of two is their mean. */
export function quartiles(values: readonly number[]): Quartiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const rank = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(rank)] ?? Number.NaN, sorted[Math.ceil(rank)] ?? Number.NaN];
    return below + (rank - Math.floor(rank)) * (above - below);
  };
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}
