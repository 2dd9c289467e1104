/** A choice of wavelengths as the command line has it. None for `given`, whose list a file holds. */
import type { WavelengthChoice } from "@resonance-rope/rope-core";
import type { Flag } from "./flags-of-scaling.js";
import { wavelengthWords } from "./wavelength-words.js";

export function flagsOfWavelengths(choice: WavelengthChoice): Flag[] {
  if (choice === "nearest-integer") return [["--resonance"]];
  const words = wavelengthWords(choice);
  return words === null ? [] : [["--wavelengths", words]];
}
