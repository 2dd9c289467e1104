import type { WavelengthDefinition } from "../wavelength-definition.js";

/** Resonance (Algorithm 1 of the paper): round(lambda_j), at least 1. A pair that turns once a token stands still at whole positions. */
export const nearestInteger: WavelengthDefinition<{ readonly type: "nearest-integer" }> = {
  fields: {},
  choose: ({ wavelength }) => Math.max(1, Math.round(wavelength)),
};
