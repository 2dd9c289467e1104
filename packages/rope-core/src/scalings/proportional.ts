import type { ScalingDefinition } from "../scaling-definition.js";

/**
 * Gemma 4's partial rotary: exponents run over all of D, and only the first `rotatedFraction` of the
 * pairs turn. The others have frequency 0, which no rounding may touch.
 */
export interface ProportionalScaling {
  readonly type: "proportional";
  readonly factor?: number;
  readonly rotatedFraction: number;
}

export const proportional: ScalingDefinition<ProportionalScaling> = {
  fields: { factor: { from: 1, default: 1 }, rotatedFraction: { above: 0, to: 1, isRotaryFraction: true } },
  frequencies({ angularFrequencies }, { factor, rotatedFraction }) {
    const turningPairs = Math.floor(rotatedFraction * angularFrequencies.length);
    return angularFrequencies.map((theta, pair) => (pair < turningPairs ? theta / factor : 0));
  },
};
