/** Spearman's rank correlation, and what chance alone makes of it. */

/** From -1 to 1; equal values share the mean of their ranks. Null where one side is all equal. */
export function rankCorrelation(first, second) {
  return correlation(ranksOf(first), ranksOf(second));
}

/**
 * The correlations of random orders of the second list, the middle 95 % of them: one within is what chance gives. Few
 * points allow few orders, and the interval says so: of three, it is always -1 to 1.
 *
 * @param random a RandomSource.
 */
export function chanceInterval(first, second, random, orders = 10_000) {
  const [fixed, shuffled] = [ranksOf(first), ranksOf(second)];
  const correlations = Array.from({ length: orders }, () =>
    correlation(
      fixed,
      [...random.permutation(shuffled.length)].map((place) => shuffled[place]),
    ),
  ).toSorted((a, b) => a - b);
  return [correlations[Math.floor(0.025 * orders)], correlations[Math.ceil(0.975 * orders) - 1]];
}

function ranksOf(values) {
  const ascending = values.toSorted((a, b) => a - b);
  return values.map((value) => (ascending.indexOf(value) + ascending.lastIndexOf(value)) / 2);
}

function correlation(first, second) {
  const middle = (first.length - 1) / 2;
  const product = (a, b) => a.reduce((sum, value, index) => sum + (value - middle) * (b[index] - middle), 0);
  const scale = Math.sqrt(product(first, first) * product(second, second));
  return scale === 0 ? null : product(first, second) / scale;
}
