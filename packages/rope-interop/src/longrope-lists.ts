/** The two encodings of a LongRoPE with two lists: within its original length, and beyond it. */
import type { RopeSpec } from "@resonance-rope/rope-core";

export interface BothLengths {
  /** O, in tokens: the last length of the short list. */
  readonly originalLength: number;
  /** At `originalLength`: by `shortFactors`. */
  readonly short: RopeSpec;
  /** One token further: by `longFactors`. */
  readonly long: RopeSpec;
}

/** Null of any other spec, also of a LongRoPE whose lists are equal: one encoding serves every length. */
export function atBothLengths(spec: RopeSpec): BothLengths | null {
  const { scaling } = spec;
  if (scaling.type !== "longrope") return null;
  const { shortFactors, longFactors, originalLength } = scaling;
  if (shortFactors.every((factor, pair) => factor === longFactors[pair])) return null;
  const at = (currentLength: number): RopeSpec => ({ ...spec, scaling: { ...scaling, currentLength } });
  return { originalLength, short: at(originalLength), long: at(originalLength + 1) };
}
