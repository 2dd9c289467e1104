import type { ScalingOf } from "../rope-spec.js";
import type { UnscaledRope } from "../unscaled-rope.js";

/** LongRoPE as Phi-3 ships it: one divisor a pair, with a second list for lengths above originalLength. */
export function longrope(
  { angularFrequencies }: UnscaledRope,
  { shortFactors, longFactors, originalLength, currentLength }: ScalingOf<"longrope">,
): Float64Array {
  const factors = currentLength > originalLength ? longFactors : shortFactors;
  return angularFrequencies.map((theta, pair) => theta / (factors[pair] as number));
}
