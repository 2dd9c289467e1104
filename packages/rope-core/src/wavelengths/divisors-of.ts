import type { WavelengthDefinition } from "../wavelength-definition.js";
import { LONGEST_PERIOD } from "./longest-period.js";

/**
 * The divisor of `periodTokens` nearest to lambda_j, the longer of two as near: all these pairs together
 * repeat after that many tokens. A pair with a longer wavelength stays as scaled.
 */
export interface DivisorsOf {
  readonly type: "divisors-of";
  /** Default L. */
  readonly periodTokens?: number;
}

export const divisorsOf: WavelengthDefinition<DivisorsOf> = {
  fields: { periodTokens: { whole: true, from: 1, to: LONGEST_PERIOD, default: "trainedLength" } },
  choose: ({ wavelength }, { periodTokens }) => {
    if (wavelength > periodTokens) return null;
    let nearest = periodTokens;
    const consider = (divisor: number): void => {
      const closer = Math.abs(nearest - wavelength) - Math.abs(divisor - wavelength);
      if (closer > 0 || (closer === 0 && divisor > nearest)) nearest = divisor;
    };
    for (let divisor = 1; divisor * divisor <= periodTokens; divisor++) {
      if (periodTokens % divisor === 0) [divisor, periodTokens / divisor].forEach(consider);
    }
    return nearest;
  },
};
