/** The largest difference between two lists of numbers, over the largest of the second. */
export function largestRelativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new Error(`${actual.length} numbers against ${expected.length}`);
  let difference = 0;
  let largest = 0;
  for (let index = 0; index < expected.length; index++) {
    const gap = Math.abs((actual[index] as number) - (expected[index] as number));
    // Math.max would lose a NaN's place: what is not a number differs without bound.
    difference = Number.isFinite(gap) ? Math.max(difference, gap) : Number.POSITIVE_INFINITY;
    if (difference === Number.POSITIVE_INFINITY) return difference;
    largest = Math.max(largest, Math.abs(expected[index] as number));
  }
  return difference === 0 ? 0 : difference / largest;
}
