/** The largest distance between numbers of the same places; NaN where one is none, so that no bound holds. */
export function largestDifference(one: readonly number[], other: readonly number[]): number {
  return largest(one, other, (value, beside) => Math.abs(value - beside));
}

/** The same, as a share of the first. */
export function largestRelativeDifference(one: readonly number[], other: readonly number[]): number {
  return largest(one, other, (value, beside) => Math.abs(beside / value - 1));
}

function largest(
  one: readonly number[],
  other: readonly number[],
  measure: (value: number, beside: number) => number,
): number {
  if (one.length !== other.length) throw new Error(`${one.length} numbers beside ${other.length}`);
  return one.reduce((most, value, index) => Math.max(most, measure(value, other[index] ?? Number.NaN)), 0);
}
