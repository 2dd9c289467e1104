import { angularFrequencies } from "../angular-frequencies.js";
import type { ScalingOf } from "../rope-spec.js";
import type { UnscaledRope } from "../unscaled-rope.js";

/** Another base, chosen by hand (ABF, Xiong 2023) or by the wanted length (Liu 2024). */
export function adjustedBase(
  { rotatedDimensions }: UnscaledRope,
  { base }: Pick<ScalingOf<"adjusted-base">, "base">,
): Float64Array {
  return angularFrequencies(rotatedDimensions, base);
}
