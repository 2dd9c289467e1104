import type { ScalingOf } from "../rope-spec.js";
import type { UnscaledRope } from "../unscaled-rope.js";
import { ntkAware } from "./ntk-aware.js";

/**
 * NTK-aware scaling (bloc97's base) by a factor that grows with the sequence; up to L nothing is scaled.
 * The paper takes s = length / L, transformers s = factor · length / L - (factor - 1): at factor 2
 * and length 2 L that is 2 against 3, and the two agree at factor 1 only. Keys already cached keep
 * the frequencies of the length they were made at.
 */
export function dynamicNtk(
  rope: UnscaledRope,
  { variant, factor, currentLength }: ScalingOf<"dynamic-ntk">,
): Float64Array {
  const growth = Math.max(1, currentLength / rope.trainedLength);
  const grownFactor = variant === "paper" ? growth : factor * growth - (factor - 1);
  return ntkAware(rope, { factor: grownFactor, variant: "bloc97" });
}
