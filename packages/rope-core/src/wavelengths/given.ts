import type { WavelengthDefinition } from "../wavelength-definition.js";

/** P wavelengths in tokens, from the user, whatever the scaling; Infinity for a pair that does not turn. */
export interface GivenWavelengths {
  readonly type: "given";
  readonly wavelengthsTokens: readonly number[];
}

export const given: WavelengthDefinition<GivenWavelengths> = {
  // From the highest frequency that a scaling may leave.
  fields: { wavelengthsTokens: { perPair: true, from: (2 * Math.PI) / 2 ** 20, to: Infinity } },
  choose: ({ pair }, { wavelengthsTokens }) => wavelengthsTokens[pair] as number,
};
