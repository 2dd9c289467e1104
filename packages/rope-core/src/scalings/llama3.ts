import type { ScalingOf } from "../rope-spec.js";
import type { UnscaledRope } from "../unscaled-rope.js";

/** Llama 3.1's: pairs that turn often are kept, rare ones divided by s, a linear blend in the turns between. */
export function llama3(
  { angularFrequencies }: UnscaledRope,
  { factor, lowFrequencyFactor, highFrequencyFactor, originalLength }: ScalingOf<"llama3">,
): Float64Array {
  return angularFrequencies.map((theta) => {
    const wavelengthTokens = (2 * Math.PI) / theta;
    if (wavelengthTokens < originalLength / highFrequencyFactor) return theta;
    if (wavelengthTokens > originalLength / lowFrequencyFactor) return theta / factor;
    const turns = originalLength / wavelengthTokens;
    const kept = (turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
    return ((1 - kept) * theta) / factor + kept * theta;
  });
}
