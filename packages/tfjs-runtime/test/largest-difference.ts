/** The largest difference between two lists of numbers, over the largest of the second where that is above 1. */
export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new Error(`${actual.length} numbers against ${expected.length}`);
  let difference = 0;
  let largest = 1;
  for (let index = 0; index < expected.length; index++) {
    const gap = Math.abs((actual[index] as number) - (expected[index] as number));
    if (!Number.isFinite(gap)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, gap);
    largest = Math.max(largest, Math.abs(expected[index] as number));
  }
  return difference / largest;
}
