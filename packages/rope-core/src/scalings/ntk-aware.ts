import type { ScalingOf } from "../rope-spec.js";
import type { UnscaledRope } from "../unscaled-rope.js";
import { adjustedBase } from "./adjusted-base.js";

/**
 * NTK-aware scaling: a larger base, which leaves the shortest wavelength alone and stretches the
 * longest most. bloc97 (and the released code) take b · s^(R/(R-2)), which divides the last
 * frequency by exactly s; the paper's text (App. C.2) takes b · s.
 */
export function ntkAware(
  rope: UnscaledRope,
  { factor, variant }: Pick<ScalingOf<"ntk-aware">, "factor" | "variant">,
): Float64Array {
  const { rotatedDimensions, base } = rope;
  // A single pair has exponent 0 and no base to speak of; R / (R - 2) would be infinite.
  const power = variant === "paper" || rotatedDimensions === 2 ? 1 : rotatedDimensions / (rotatedDimensions - 2);
  return adjustedBase(rope, { base: base * factor ** power });
}
