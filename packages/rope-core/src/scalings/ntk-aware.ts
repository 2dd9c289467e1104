import { angularFrequencies } from "../angular-frequencies.js";
import type { ScalingDefinition } from "../scaling-definition.js";
import { factor } from "../scaling-fields.js";
import type { UnscaledRope } from "../unscaled-rope.js";

/**
 * NTK-aware scaling: a larger base, which leaves the shortest wavelength alone and stretches the
 * longest most. bloc97 (and the released code) take b · s^(R/(R-2)), which divides the last
 * frequency by exactly s; the paper's text (App. C.2) takes b · s.
 */
export interface NtkAwareScaling {
  readonly type: "ntk-aware";
  readonly factor: number;
  /** Default bloc97. */
  readonly variant?: "bloc97" | "paper";
}

export const ntkAware: ScalingDefinition<NtkAwareScaling> = {
  fields: { factor, variant: ["bloc97", "paper"] },
  frequencies: (rope, scaling) => frequenciesOfLargerBase(rope, scaling.factor, scaling.variant),
};

export function frequenciesOfLargerBase(
  { rotatedDimensions, base }: UnscaledRope,
  s: number,
  variant?: NtkAwareScaling["variant"],
): Float64Array {
  // A single pair has exponent 0 and no base to speak of; R / (R - 2) would be infinite.
  const power = variant === "paper" || rotatedDimensions === 2 ? 1 : rotatedDimensions / (rotatedDimensions - 2);
  return angularFrequencies(rotatedDimensions, base * s ** power);
}
