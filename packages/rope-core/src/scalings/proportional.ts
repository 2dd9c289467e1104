import type { ScalingOf } from "../rope-spec.js";
import type { UnscaledRope } from "../unscaled-rope.js";

/**
 * Gemma 4's partial rotary: exponents run over all of D, and only the first pairs turn. The others
 * have frequency 0, which no rounding may touch.
 */
export function proportional(
  { angularFrequencies }: UnscaledRope,
  { factor, rotatedFraction }: ScalingOf<"proportional">,
): Float64Array {
  const turningPairs = Math.floor(rotatedFraction * angularFrequencies.length);
  return angularFrequencies.map((theta, pair) => (pair < turningPairs ? theta / factor : 0));
}
