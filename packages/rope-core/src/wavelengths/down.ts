import type { WavelengthDefinition } from "../wavelength-definition.js";

/** floor(lambda_j), at least 1: no pair of a token or more turns slower than before. */
export const down: WavelengthDefinition<{ readonly type: "down" }> = {
  fields: {},
  choose: ({ wavelength }) => Math.max(1, Math.floor(wavelength)),
};
