import type { WavelengthDefinition } from "../wavelength-definition.js";

/** lambda_j, as the scaling left it. */
export const asScaled: WavelengthDefinition<{ readonly type: "as-scaled" }> = { fields: {}, choose: () => null };
