import type { ScalingDefinition } from "../scaling-definition.js";
import { attentionFactor, currentLength, originalLength } from "../scaling-fields.js";

/** LongRoPE as Phi-3 ships it: one divisor a pair, with a second list for lengths above originalLength. */
export interface LongropeScaling {
  readonly type: "longrope";
  readonly shortFactors: readonly number[];
  readonly longFactors: readonly number[];
  /** Default L. */
  readonly originalLength?: number;
  readonly currentLength: number;
  /** Null, the default: sqrt(1 + ln(L / originalLength) / ln(originalLength)), at least 1. */
  readonly attentionFactor?: number | null;
}

const divisors = { above: 0, perPair: true } as const;

export const longrope: ScalingDefinition<LongropeScaling> = {
  fields: { shortFactors: divisors, longFactors: divisors, originalLength, currentLength, attentionFactor },
  frequencies({ angularFrequencies }, scaling) {
    const factors = scaling.currentLength > scaling.originalLength ? scaling.longFactors : scaling.shortFactors;
    return angularFrequencies.map((theta, pair) => theta / (factors[pair] as number));
  },
  attentionFactor(scaling, trainedLength) {
    const extension = Math.max(1, trainedLength / scaling.originalLength);
    return scaling.attentionFactor ?? Math.sqrt(1 + Math.log(extension) / Math.log(scaling.originalLength));
  },
};
