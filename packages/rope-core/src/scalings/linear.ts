import type { ScalingOf } from "../rope-spec.js";
import type { UnscaledRope } from "../unscaled-rope.js";

/** Position interpolation (Chen 2023): theta_j / s, so that s · L positions take the angles of L. */
export function linear({ angularFrequencies }: UnscaledRope, { factor }: ScalingOf<"linear">): Float64Array {
  return angularFrequencies.map((theta) => theta / factor);
}
