/**
 * Student's t for whole degrees of freedom, where its distribution is a finite sum (Abramowitz and Stegun,
 * Handbook of Mathematical Functions, 26.7.3 and 26.7.4).
 */

/** The t that |T| stays below with this probability: 2.776 for 4 degrees of freedom and 0.95. */
export function studentT(degrees: number, probability: number): number {
  let [below, above] = [0, 1];
  while (within(above, degrees) < probability) above *= 2;
  // Each halving gives a bit.
  for (let halving = 0; halving < 60; halving++) {
    const middle = (below + above) / 2;
    if (within(middle, degrees) < probability) below = middle;
    else above = middle;
  }
  return above;
}

/** P(|T| <= t). */
function within(t: number, degrees: number): number {
  const angle = Math.atan2(t, Math.sqrt(degrees));
  const odd = degrees % 2;
  const cosine = Math.cos(angle);
  let [term, sum] = [odd === 1 ? cosine : 1, 0];
  for (let power = odd; power <= degrees - 2; power += 2) {
    sum += term;
    term *= ((power + 1) / (power + 2)) * cosine ** 2;
  }
  return odd === 1 ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
