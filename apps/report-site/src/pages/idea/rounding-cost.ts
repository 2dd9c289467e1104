/** What rounding moves in a head: how far a wavelength at most, and which pairs end on the same one. */
import { type RotaryEmbedding, createRotaryEmbedding, phaseError, withRopeDefaults } from "@resonance-rope/rope-core";
import type { HeadShape } from "./head-encodings.js";

export interface RoundingCost {
  /** Tokens, at most a half. */
  readonly largestMove: number;
  /** Of the wavelength before, over all pairs. */
  readonly largestShare: number;
  /** Radians by which a pair has turned further, or less far, by the end of the trained length. */
  readonly largestPhase: number;
  /** Whole wavelengths that more than one pair has, ascending. */
  readonly shared: readonly number[];
}

export function roundingCost({ headDimension, base, trainedLength }: Omit<HeadShape, "factor">): RoundingCost {
  const embedding = (wavelengths: "as-scaled" | "nearest-integer"): RotaryEmbedding =>
    createRotaryEmbedding(withRopeDefaults({ headDimension, base, trainedLength, wavelengths }));
  const before = embedding("as-scaled");
  const after = embedding("nearest-integer");
  const rounded = [...after.wavelengthsTokens];
  const moves = rounded.map((wavelength, pair) => Math.abs(wavelength - (before.wavelengthsTokens[pair] ?? 0)));
  return {
    largestMove: Math.max(...moves),
    largestShare: Math.max(...moves.map((move, pair) => move / (before.wavelengthsTokens[pair] ?? 1))),
    largestPhase: Math.max(...phaseError(before, after, trainedLength)),
    shared: [...new Set(rounded.filter((wavelength, pair) => rounded.indexOf(wavelength) !== pair))],
  };
}
