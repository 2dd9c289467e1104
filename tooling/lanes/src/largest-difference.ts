/** The largest distance between numbers of the same places; NaN where one is none, so that no bound holds. */
export function largestDifference(one: ArrayLike<number>, other: ArrayLike<number>): number {
  requireSameLength(one, other);
  return Math.max(0, ...Array.from(one, (value, index) => Math.abs(value - (other[index] ?? Number.NaN))));
}

/** The same, as a share of the first. */
export function largestRelativeDifference(one: ArrayLike<number>, other: ArrayLike<number>): number {
  requireSameLength(one, other);
  return Math.max(0, ...Array.from(one, (value, index) => Math.abs((other[index] ?? Number.NaN) / value - 1)));
}

function requireSameLength(one: ArrayLike<number>, other: ArrayLike<number>): void {
  if (one.length !== other.length) throw new Error(`${one.length} numbers beside ${other.length}`);
}
