/**
 * The fraction nearest to a frequency among those whose rotations repeat soon: theta = 2 pi q / p
 * repeats exactly after p tokens. Wavelengths beyond the nearest integer: the feature gap vanishes
 * as under Resonance, and the frequency hardly moves.
 *
 * Continued fraction of theta / 2 pi, cut at `longestPeriod`, with the last semiconvergent weighed
 * against the last convergent. The remainder of two floats is exact, so the quotients are exactly
 * those of the ratio of these two floats.
 */
export interface Fraction {
  /** p, in tokens. */
  readonly period: number;
  /** q, whole turns within p tokens; no factor in common with p. */
  readonly turns: number;
}

/**
 * @param theta angular frequency in radians a token, positive; the result has q >= 1 when 2 pi / theta <= longestPeriod.
 * @param longestPeriod largest p accepted, whole.
 */
export function nearestFraction(theta: number, longestPeriod: number): Fraction {
  let [previous, current]: [Fraction, Fraction] = [
    { turns: 0, period: 1 },
    { turns: 1, period: 0 },
  ];
  let [numerator, denominator] = [theta, 2 * Math.PI];
  // Each remainder is the distance of a convergent from the ratio, times its period.
  while (denominator > 0) {
    const remainder = numerator % denominator;
    const quotient = Math.round((numerator - remainder) / denominator);
    if (previous.period + quotient * current.period > longestPeriod) break;
    [previous, current] = [current, step(previous, current, quotient)];
    [numerator, denominator] = [denominator, remainder];
  }
  if (denominator === 0) return current;
  const steps = Math.floor((longestPeriod - previous.period) / current.period);
  const semiconvergent = step(previous, current, steps);
  const isCurrentNearer = denominator * semiconvergent.period <= (numerator - steps * denominator) * current.period;
  return isCurrentNearer ? current : semiconvergent;
}

const step = (previous: Fraction, current: Fraction, quotient: number): Fraction => ({
  turns: previous.turns + quotient * current.turns,
  period: previous.period + quotient * current.period,
});
