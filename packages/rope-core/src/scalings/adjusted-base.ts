import { angularFrequencies } from "../angular-frequencies.js";
import type { ScalingDefinition } from "../scaling-definition.js";

/** Another base, chosen by hand (ABF, Xiong 2023) or by the wanted length (Liu 2024). */
export interface AdjustedBaseScaling {
  readonly type: "adjusted-base";
  readonly base: number;
}

export const adjustedBase: ScalingDefinition<AdjustedBaseScaling> = {
  fields: { base: { above: 1 } },
  frequencies: ({ rotatedDimensions }, { base }) => angularFrequencies(rotatedDimensions, base),
};
