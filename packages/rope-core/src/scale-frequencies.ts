/** One scaling, by name, of checked fields: theta_j in radians a token before any wavelength is chosen. */
import type { Scaling, ScalingOf } from "./rope-spec.js";
import { adjustedBase } from "./scalings/adjusted-base.js";
import { dynamicNtk } from "./scalings/dynamic-ntk.js";
import { linear } from "./scalings/linear.js";
import { llama3 } from "./scalings/llama3.js";
import { longrope } from "./scalings/longrope.js";
import { ntkAware } from "./scalings/ntk-aware.js";
import { proportional } from "./scalings/proportional.js";
import { yarn } from "./scalings/yarn.js";
import type { UnscaledRope } from "./unscaled-rope.js";

type Formula<Type extends Scaling["type"]> = (rope: UnscaledRope, scaling: ScalingOf<Type>) => Float64Array;

const FORMULAS: { readonly [Type in Scaling["type"]]: Formula<Type> } = {
  none: ({ angularFrequencies }) => angularFrequencies,
  linear,
  "ntk-aware": ntkAware,
  "dynamic-ntk": dynamicNtk,
  "adjusted-base": adjustedBase,
  yarn,
  longrope,
  llama3,
  proportional,
};

export function scaleFrequencies<Type extends Scaling["type"]>(
  rope: UnscaledRope,
  scaling: ScalingOf<Type> & { readonly type: Type },
): Float64Array {
  return FORMULAS[scaling.type](rope, scaling);
}
