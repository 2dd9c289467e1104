import type { WavelengthDefinition } from "../wavelength-definition.js";

/** ceil(lambda_j): no pair turns faster than before. */
export const up: WavelengthDefinition<{ readonly type: "up" }> = {
  fields: {},
  choose: ({ wavelength }) => Math.ceil(wavelength),
};
