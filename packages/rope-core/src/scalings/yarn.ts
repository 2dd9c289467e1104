/**
 * YaRN (Peng 2024): pairs that turn often keep their frequency, pairs that turn less than once are
 * interpolated by s, and the ones between are blended. Three blends are in use and differ: on
 * LLaMA2 at s = 8 a wavelength of the paper's formula and of the implementations' can be four
 * times apart.
 */
import { clampToUnit } from "../clamp-to-unit.js";
import type { ScalingDefinition } from "../scaling-definition.js";
import { attentionFactor, factor, originalLength } from "../scaling-fields.js";
import type { UnscaledRope } from "../unscaled-rope.js";

export interface YarnScaling {
  readonly type: "yarn";
  readonly factor: number;
  /** Default L. */
  readonly originalLength?: number;
  /** alpha of the YaRN paper: rotations within originalLength below which a pair is interpolated whole; default 1. */
  readonly alpha?: number;
  /** beta of the YaRN paper: rotations above which a pair is left alone; default 32. */
  readonly beta?: number;
  /**
   * - `pair-index`, the default: frequencies blended over a ramp in the pair index (every implementation);
   * - `frequencies-by-ratio`: frequencies blended over r = originalLength / lambda;
   * - `wavelengths-by-ratio`: wavelengths blended over r (the paper's formula).
   */
  readonly blend?: "pair-index" | "frequencies-by-ratio" | "wavelengths-by-ratio";
  /** Whether the ends of the pair-index ramp are rounded outward, which is the default. */
  readonly truncate?: boolean;
  /** Null, the default: 0.1 ln(s) + 1. */
  readonly attentionFactor?: number | null;
}

export const yarn: ScalingDefinition<YarnScaling> = {
  fields: {
    factor,
    originalLength,
    alpha: { above: 0, default: 1 },
    beta: { above: 0, fromField: "alpha", default: 32 },
    blend: ["pair-index", "frequencies-by-ratio", "wavelengths-by-ratio"],
    truncate: [true, false],
    attentionFactor,
  },
  frequencies: (rope, scaling) =>
    rope.angularFrequencies.map((theta, pair) => {
      const { factor: s, originalLength: length, alpha, beta, blend } = scaling;
      const turns = (length * theta) / (2 * Math.PI);
      const kept =
        blend === "pair-index" ? keptByPairIndex(rope, scaling, pair) : clampToUnit((turns - alpha) / (beta - alpha));
      return blend === "wavelengths-by-ratio"
        ? theta / ((1 - kept) * s + kept)
        : (1 - kept) * (theta / s) + kept * theta;
    }),
  attentionFactor: (scaling) => scaling.attentionFactor ?? 0.1 * Math.log(scaling.factor) + 1,
};

/**
 * 1 - ramp over the pair index, as transformers computes it to the letter: ends clamped to 0 and
 * R - 1 (not P - 1), a ramp of width 0 widened by 0.001. With an originalLength so long that even
 * the slowest pair turns more than beta times, the clamped ramp is reversed and interpolates all.
 */
function keptByPairIndex(
  { rotatedDimensions, base }: UnscaledRope,
  { originalLength: length, alpha, beta, truncate }: Required<YarnScaling>,
  pair: number,
): number {
  const pairTurning = (turns: number): number =>
    (rotatedDimensions * Math.log(length / (turns * 2 * Math.PI))) / (2 * Math.log(base));
  const low = Math.max(0, truncate ? Math.floor(pairTurning(beta)) : pairTurning(beta));
  const high = Math.min(rotatedDimensions - 1, truncate ? Math.ceil(pairTurning(alpha)) : pairTurning(alpha));
  return 1 - clampToUnit((pair - low) / (high - low || 0.001));
}
