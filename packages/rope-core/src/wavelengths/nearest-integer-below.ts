import type { WavelengthDefinition } from "../wavelength-definition.js";
import { nearestInteger } from "./nearest-integer.js";

/** Resonance where lambda_j < `wavelengthTokens`; longer wavelengths, where it closes no gap, stay as scaled. */
export interface NearestIntegerBelow {
  readonly type: "nearest-integer-below";
  /** Default L: the pre-critical pairs. */
  readonly wavelengthTokens?: number;
}

export const nearestIntegerBelow: WavelengthDefinition<NearestIntegerBelow> = {
  fields: { wavelengthTokens: { above: 0, default: "trainedLength" } },
  choose: (pair, { wavelengthTokens }) =>
    pair.wavelength < wavelengthTokens ? nearestInteger.choose(pair, { type: "nearest-integer" }) : null,
};
