/**
 * YaRN (Peng 2024): pairs that turn often keep their frequency, pairs that turn less than once are
 * interpolated by s, and the ones between are blended. Three blends are in use and differ: on
 * LLaMA2 at s = 8 a wavelength of the paper's formula and of the implementations' can be four
 * times apart. See `Scaling` for what each is called.
 */
import type { ScalingOf } from "../rope-spec.js";
import type { UnscaledRope } from "../unscaled-rope.js";

export function yarn(rope: UnscaledRope, scaling: ScalingOf<"yarn">): Float64Array {
  const { factor, originalLength, alpha, beta, blend } = scaling;
  return rope.angularFrequencies.map((theta, pair) => {
    const turns = (originalLength * theta) / (2 * Math.PI);
    const kept =
      blend === "pair-index" ? keptByPairIndex(rope, scaling, pair) : clampToUnit((turns - alpha) / (beta - alpha));
    return blend === "wavelengths-by-ratio"
      ? theta / ((1 - kept) * factor + kept)
      : (1 - kept) * (theta / factor) + kept * theta;
  });
}

/**
 * 1 - ramp over the pair index, as transformers computes it to the letter: ends clamped to 0 and
 * R - 1 (not P - 1), a ramp of width 0 widened by 0.001. With an originalLength so long that even
 * the slowest pair turns more than beta times, the clamped ramp is reversed and interpolates all.
 */
function keptByPairIndex(
  { rotatedDimensions, base }: UnscaledRope,
  { originalLength, alpha, beta, truncate }: ScalingOf<"yarn">,
  pair: number,
): number {
  const pairTurning = (turns: number): number =>
    (rotatedDimensions * Math.log(originalLength / (turns * 2 * Math.PI))) / (2 * Math.log(base));
  const low = Math.max(0, truncate ? Math.floor(pairTurning(beta)) : pairTurning(beta));
  const high = Math.min(rotatedDimensions - 1, truncate ? Math.ceil(pairTurning(alpha)) : pairTurning(alpha));
  return 1 - clampToUnit((pair - low) / (low === high ? 0.001 : high - low));
}

const clampToUnit = (value: number): number => Math.min(1, Math.max(0, value));
