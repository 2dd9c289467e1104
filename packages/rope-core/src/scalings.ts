/**
 * Every scaling, by name. One more is a file under `scalings/` and its lines here: whatever else the
 * packages and commands know of scalings follows from this list.
 */
import { type AdjustedBaseScaling, adjustedBase } from "./scalings/adjusted-base.js";
import { type DynamicNtkScaling, dynamicNtk } from "./scalings/dynamic-ntk.js";
import { type LinearScaling, linear } from "./scalings/linear.js";
import { type Llama3Scaling, llama3 } from "./scalings/llama3.js";
import { type LongropeScaling, longrope } from "./scalings/longrope.js";
import { type NoScaling, none } from "./scalings/none.js";
import { type NtkAwareScaling, ntkAware } from "./scalings/ntk-aware.js";
import { type ProportionalScaling, proportional } from "./scalings/proportional.js";
import { type YarnScaling, yarn } from "./scalings/yarn.js";
import type { ScalingDefinition } from "./scaling-definition.js";

/** A scaling as it is written: fields with a default may be left out. */
export type ScalingWithDefaults =
  | NoScaling
  | LinearScaling
  | NtkAwareScaling
  | DynamicNtkScaling
  | AdjustedBaseScaling
  | YarnScaling
  | LongropeScaling
  | Llama3Scaling
  | ProportionalScaling;

type Complete<Written> = Written extends unknown ? Required<Written> : never;

/** A scaling with all of its fields. Factors divide frequencies and are at least 1; lengths are in tokens. */
export type Scaling = Complete<ScalingWithDefaults>;

/** The scaling of that name. */
export type ScalingOf<Type extends Scaling["type"]> = Extract<Scaling, { readonly type: Type }>;

export const SCALINGS: {
  readonly [Type in Scaling["type"]]: ScalingDefinition<Extract<ScalingWithDefaults, { readonly type: Type }>>;
} = {
  none,
  linear,
  "ntk-aware": ntkAware,
  "dynamic-ntk": dynamicNtk,
  "adjusted-base": adjustedBase,
  yarn,
  longrope,
  llama3,
  proportional,
};

/** Their names, in that order. */
export const SCALING_TYPES: readonly Scaling["type"][] = Object.keys(SCALINGS) as Scaling["type"][];
