/**
 * The 95 % interval of a share of hits (Wilson, 1927). Unlike the share plus and minus its standard error, it stays
 * within 0 and 1 and has a width where every trial hit.
 */

/** The 97.5 % quantile of the standard normal distribution. */
const z = 1.959963984540054;

export function wilsonInterval(hits: number, trials: number): readonly [low: number, high: number] {
  const share = hits / trials;
  const shrink = 1 + z ** 2 / trials;
  const centre = (share + z ** 2 / (2 * trials)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  // At the ends the formula is exact and its rounding is not.
  return [hits === 0 ? 0 : centre - half, hits === trials ? 1 : centre + half];
}
