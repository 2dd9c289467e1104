/**
 * RoPE's frequencies before any scaling: theta_j = b^(-2j/R) radians a token, so that wavelengths
 * 2 pi / theta_j grow geometrically from 6.28 tokens towards 2 pi b.
 */
import { requireNumber } from "./require-number.js";
import { RopeError } from "./rope-error.js";
import { showReceived } from "./show-received.js";

const WHERE = "angularFrequencies";
/** Far above any head in use; keeps every measure of this package quick. */
const LARGEST_HEAD_DIMENSION = 8192;

/**
 * @param rotatedDimensions R, even, 2 to 8192.
 * @param base b, above 1.
 * @returns theta_j in radians a token, length P = R / 2, descending from 1.
 * @throws RopeError on an odd or absurd R, or a base of 1 or less.
 */
export function angularFrequencies(rotatedDimensions: number, base: number): Float64Array {
  requireNumber(WHERE, "rotatedDimensions", rotatedDimensions, { whole: true, from: 2, to: LARGEST_HEAD_DIMENSION });
  requireNumber(WHERE, "base", base, { above: 1 });
  if (rotatedDimensions % 2 === 1) {
    throw new RopeError({
      where: WHERE,
      expected: "an even head dimension, or rotated part of it",
      received: showReceived(rotatedDimensions),
      remedy: "rotaryFraction may rotate fewer",
    });
  }
  return Float64Array.from({ length: rotatedDimensions / 2 }, (_, pair) => base ** ((-2 * pair) / rotatedDimensions));
}
