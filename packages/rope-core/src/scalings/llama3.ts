import { clampToUnit } from "../clamp-to-unit.js";
import type { ScalingDefinition } from "../scaling-definition.js";
import { factor, originalLength } from "../scaling-fields.js";

/** Llama 3.1's: pairs that turn often are kept, rare ones divided by s, a linear blend in the turns between. */
export interface Llama3Scaling {
  readonly type: "llama3";
  readonly factor: number;
  /** Turns within originalLength below which a pair is divided whole; default 1. */
  readonly lowFrequencyFactor?: number;
  /** Turns above which a pair is left alone; default 4. */
  readonly highFrequencyFactor?: number;
  /** Default L. */
  readonly originalLength?: number;
}

export const llama3: ScalingDefinition<Llama3Scaling> = {
  fields: {
    factor,
    lowFrequencyFactor: { above: 0, default: 1 },
    highFrequencyFactor: { above: 0, fromField: "lowFrequencyFactor", default: 4 },
    originalLength,
  },
  frequencies: (
    { angularFrequencies },
    { factor: s, lowFrequencyFactor: low, highFrequencyFactor: high, originalLength: length },
  ) =>
    angularFrequencies.map((theta) => {
      const turns = length / ((2 * Math.PI) / theta);
      const kept = clampToUnit((turns - low) / (high - low));
      return ((1 - kept) * theta) / s + kept * theta;
    }),
};
