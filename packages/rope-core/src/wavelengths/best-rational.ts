import { nearestFraction } from "../nearest-fraction.js";
import type { WavelengthDefinition } from "../wavelength-definition.js";
import { LONGEST_PERIOD } from "./longest-period.js";

/**
 * The p / q nearest in frequency with p at most L (and 2^26): the gap vanishes as under Resonance, and the
 * frequency hardly moves. A pair with lambda_j > L, which no such fraction is near, stays as scaled.
 */
export const bestRational: WavelengthDefinition<{ readonly type: "best-rational" }> = {
  fields: {},
  choose: ({ theta, wavelength, trainedLength }) => {
    const longestPeriod = Math.min(trainedLength, LONGEST_PERIOD);
    return wavelength > longestPeriod ? null : nearestFraction(theta, longestPeriod);
  },
};
