import type { WavelengthDefinition } from "../wavelength-definition.js";
import { LONGEST_PERIOD } from "./longest-period.js";

/** The multiple of `periodTokens` nearest to lambda_j, at least one of it: round(lambda_j / n) · n. */
export interface MultiplesOf {
  readonly type: "multiples-of";
  readonly periodTokens: number;
}

export const multiplesOf: WavelengthDefinition<MultiplesOf> = {
  fields: { periodTokens: { whole: true, from: 1, to: LONGEST_PERIOD } },
  choose: ({ wavelength }, { periodTokens }) => Math.max(1, Math.round(wavelength / periodTokens)) * periodTokens,
};
