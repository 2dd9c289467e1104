import { requireNumber } from "../require-number.js";
import type { WavelengthDefinition } from "../wavelength-definition.js";
import { LONGEST_PERIOD } from "./longest-period.js";

/** Those of the widest heads in use; many more, all of one wavelength, would search for long. */
const MOST_PAIRS = 256;

/**
 * The whole number from 2 nearest to lambda_j that has no factor in common with the periods of pairs
 * 0 … j-1, the longer of two as near. Whole rows of a table then repeat as late as these wavelengths
 * allow, after their product. A pair with lambda_j > L (or 2^26), which is in no repetition seen, is rounded.
 */
export const coprime: WavelengthDefinition<{ readonly type: "coprime" }> = {
  fields: {},
  choose: ({ wavelength, trainedLength, pairs, earlierPeriods }) => {
    requireNumber("chooseWavelengths", "pairs under coprime", pairs, { to: MOST_PAIRS });
    const nearest = Math.max(1, Math.round(wavelength));
    if (wavelength > Math.min(trainedLength, LONGEST_PERIOD)) return nearest;
    const nearerSide = wavelength < nearest ? -1 : 1;
    for (let distance = 0; ; distance++) {
      for (const side of [nearerSide, -nearerSide]) {
        const whole = nearest + side * distance;
        if (whole >= 2 && !earlierPeriods.some((period) => shareFactor(whole, period))) return whole;
      }
    }
  },
};

const shareFactor = (a: number, b: number): boolean => (b > 1 ? shareFactor(b, a % b) : b === 0);
