/** The style of every encoding that a reader may come to see: a model brings its own. */
import { type RopeSpec, SCALING_TYPES, type Scaling, WAVELENGTH_TYPES } from "@resonance-rope/rope-core";
import { type EncodingStyle, encodingStyle } from "../../palette.js";

export const offeredStyles: readonly EncodingStyle[] = SCALING_TYPES.flatMap((scaling) =>
  WAVELENGTH_TYPES.map((wavelengths) =>
    encodingStyle({
      scaling: { type: scaling } as Scaling,
      wavelengths: { type: wavelengths } as RopeSpec["wavelengths"],
    }),
  ),
);
