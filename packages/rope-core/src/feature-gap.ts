/**
 * Feature gap (Eq. 8 of the paper): how far the rotations of new positions lie from every rotation
 * seen in training, one number a pair. The paper's x has no norm; here it is a unit vector in the
 * pair's plane, so that the distance between m and n is the chord 2 |sin((n - m) theta / 2)|.
 *
 * The chord depends on the lag k = n - m alone, and position n meets the trained ones at the lags
 * n-L+1 … n. So the gap is the largest, over windows of L lags, of the smallest chord within the
 * window. Theorem 1 is then plain: with a period p the chord is 0 at the multiples of p only, and
 * every window of L lags holds one if and only if p <= L.
 */
import { pairAngle } from "./pair-angle.js";
import { requireChoice } from "./require-choice.js";
import { requireEmbedding } from "./require-embedding.js";
import { requireNumber } from "./require-number.js";
import { requireTableSize } from "./require-table-size.js";
import type { RotaryEmbedding } from "./rope-spec.js";

const WHERE = "featureGap";

/**
 * - `max-over-new`: the new position that is worst off, each measured to its nearest trained one;
 * - `min-over-both`: Eq. 8 to the letter, the nearest two of all. Under Resonance it is 0 for every
 *   wavelength up to L' - 1, post-critical ones included, and so says little.
 */
export type GapReading = "max-over-new" | "min-over-both";

/**
 * @param testedLength L' in tokens, up to 2^24; the new positions are L … L'-1. None of them: no gap.
 * @param reading default `max-over-new`.
 * @returns chords from 0 to 2, length P; exactly 0 where the period is at most L. O(P · L').
 * @throws RopeError when L' is no whole number in range, or P · L' exceeds 2^27.
 */
export function featureGap(
  embedding: RotaryEmbedding,
  testedLength: number,
  reading: GapReading = "max-over-new",
): Float64Array {
  const { spec, periodsTokens } = requireEmbedding(WHERE, embedding);
  requireNumber(WHERE, "testedLength", testedLength, { whole: true, from: 0, to: 2 ** 24 });
  requireChoice(WHERE, "reading", reading, ["max-over-new", "min-over-both"]);
  const { trainedLength } = spec;
  if (testedLength <= trainedLength) return new Float64Array(periodsTokens.length);
  requireTableSize(WHERE, testedLength, periodsTokens.length);

  const chords = new Float64Array(testedLength);
  return periodsTokens.map((_, pair) => {
    // Lag 0 is no new position's; past the end of the windows nothing may win a minimum.
    chords[0] = Infinity;
    for (let lag = 1; lag < testedLength; lag++)
      chords[lag] = 2 * Math.abs(Math.sin(pairAngle(embedding, pair, lag) / 2));
    return reading === "max-over-new" ? largestWindowMinimum(chords, trainedLength) : chords.reduce(smaller);
  });
}

/**
 * Largest of the minima over [end - width + 1, end], for end = width … values.length - 1, in O(length):
 * a window is the end of one block of `width` numbers and the start of the next, whose minima are running ones.
 */
function largestWindowMinimum(values: Float64Array, width: number): number {
  const minimumToBlockEnd = values.slice();
  for (let at = values.length - 2; at >= 0; at--) {
    if ((at + 1) % width !== 0)
      minimumToBlockEnd[at] = smaller(values[at] as number, minimumToBlockEnd[at + 1] as number);
  }
  let largest = 0;
  let minimumFromBlockStart = Infinity;
  for (let end = width; end < values.length; end++) {
    minimumFromBlockStart =
      end % width === 0 ? (values[end] as number) : smaller(minimumFromBlockStart, values[end] as number);
    largest = Math.max(largest, smaller(minimumToBlockEnd[end - width + 1] as number, minimumFromBlockStart));
  }
  return largest;
}

const smaller = (a: number, b: number): number => (a < b ? a : b);
