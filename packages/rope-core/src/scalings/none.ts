import type { ScalingDefinition } from "../scaling-definition.js";

/** Plain RoPE. */
export interface NoScaling {
  readonly type: "none";
}

export const none: ScalingDefinition<NoScaling> = {
  fields: {},
  frequencies: ({ angularFrequencies }) => angularFrequencies,
};
