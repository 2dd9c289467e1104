/** The largest difference between two lists of numbers. What is not a number differs without bound. */
export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new Error(`${actual.length} numbers against ${expected.length}`);
  let difference = 0;
  for (let index = 0; index < expected.length; index++) {
    const gap = Math.abs((actual[index] as number) - (expected[index] as number));
    if (!Number.isFinite(gap)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, gap);
  }
  return difference;
}

/** The same, over the largest of the second. */
export function largestRelativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const difference = largestDifference(actual, expected);
  const largest = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return difference === 0 ? 0 : difference / largest;
}
