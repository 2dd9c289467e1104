export const largest = (values: Iterable<number>): number => Math.max(...values);

/** `a[j]` with `b[j]`; lists of different lengths are no match at all. */
function combine(a: ArrayLike<number>, b: ArrayLike<number>, by: (a: number, b: number) => number): number[] {
  if (a.length !== b.length) throw new Error(`${a.length} numbers against ${b.length}`);
  return Array.from(a, (value, j) => by(value, b[j] as number));
}

export const ratios = (a: ArrayLike<number>, b: ArrayLike<number>): number[] => combine(a, b, (x, y) => x / y);

const differences = (a: ArrayLike<number>, b: ArrayLike<number>): number[] => combine(a, b, (x, y) => Math.abs(x - y));

const relativeDifferences = (actual: ArrayLike<number>, expected: ArrayLike<number>): number[] =>
  combine(actual, expected, (x, y) => (x === y ? 0 : Math.abs(x - y) / Math.abs(y)));

export const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => largest(differences(a, b));

export const largestRelativeDifference = (actual: ArrayLike<number>, expected: ArrayLike<number>): number =>
  largest(relativeDifferences(actual, expected));
