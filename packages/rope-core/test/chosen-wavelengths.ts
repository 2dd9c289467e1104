/** What a choice of wavelengths makes of some, in tokens. */
import { type WavelengthChoice, chooseWavelengths } from "../src/index.js";

export const frequenciesOf = (wavelengths: readonly number[]): number[] =>
  wavelengths.map((tokens) => (2 * Math.PI) / tokens);

export const chosen = (wavelengths: readonly number[], choice: WavelengthChoice, trainedLength = 64): number[] => [
  ...chooseWavelengths(frequenciesOf(wavelengths), choice, trainedLength).wavelengthsTokens,
];
export const chosenOne = (wavelength: number, choice: WavelengthChoice, trainedLength?: number): number =>
  chosen([wavelength], choice, trainedLength)[0] as number;
