import type { ScalingDefinition } from "../scaling-definition.js";
import { factor } from "../scaling-fields.js";

/** Position interpolation (Chen 2023): theta_j / s, so that s · L positions take the angles of L. */
export interface LinearScaling {
  readonly type: "linear";
  readonly factor: number;
}

export const linear: ScalingDefinition<LinearScaling> = {
  fields: { factor },
  frequencies: ({ angularFrequencies }, { factor: s }) => angularFrequencies.map((theta) => theta / s),
};
