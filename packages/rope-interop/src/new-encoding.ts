/** The encoding that an export gives a model, in the terms of what the model has. */
import { createRotaryEmbedding, type RopeSpec, type Scaling, type WavelengthChoice } from "@resonance-rope/rope-core";
import { ResonanceError } from "@resonance-rope/contracts";
import type { Finding } from "./findings/finding.js";
import type { ModelDescription } from "./model-description.js";

export interface NewEncoding {
  /** In place of the model's own; left out: the model's own stays. */
  readonly scaling?: Scaling;
  /** In place of the model's own; left out: the model's own stay. */
  readonly wavelengths?: WavelengthChoice;
  /** M in tokens; default: trained length x the scaling's factor, or what the file allows where the scaling stays. */
  readonly contextLength?: number;
}

export interface AppliedEncoding {
  readonly spec: RopeSpec;
  readonly contextLength: number;
  readonly findings: readonly Finding[];
}

/** @throws RopeError on a scaling or wavelengths that do not fit the model; ResonanceError on a length below the trained one. */
export function applyEncoding(description: ModelDescription, encoding: NewEncoding): AppliedEncoding {
  const { spec: own } = description;
  const spec: RopeSpec = {
    ...own,
    scaling: encoding.scaling ?? own.scaling,
    wavelengths: encoding.wavelengths ?? own.wavelengths,
  };
  // Before the scaling, whose factor may have been computed from it.
  if (encoding.contextLength !== undefined) requireTrained(own, encoding.contextLength);
  createRotaryEmbedding(spec);
  const contextLength = encoding.contextLength ?? usualContextLength(description, encoding.scaling);
  requireTrained(own, contextLength);
  return { spec, contextLength, findings: replacedScaling(own, encoding.scaling) };
}

function requireTrained({ trainedLength }: RopeSpec, contextLength: number): void {
  if (contextLength >= trainedLength) return;
  throw new ResonanceError({
    kind: "invalid-argument",
    where: "applyEncoding",
    expected: `a context of at least the trained ${trainedLength} tokens`,
    received: String(contextLength),
  });
}

function usualContextLength({ spec, contextLength }: ModelDescription, scaling: Scaling | undefined): number {
  if (scaling === undefined) return contextLength;
  // Dynamic scaling grows from M on, so M stays where training ended.
  if (scaling.type === "dynamic-ntk") return spec.trainedLength;
  return "factor" in scaling ? Math.round(spec.trainedLength * scaling.factor) : spec.trainedLength;
}

/** A scaling that a model was trained with is part of it. */
function replacedScaling({ scaling: own }: RopeSpec, scaling: Scaling | undefined): Finding[] {
  if (scaling === undefined || own.type === "none" || own.type === scaling.type) return [];
  return [
    {
      level: "warning",
      code: "own-scaling-replaced",
      message:
        `The model's own scaling, ${own.type}, is replaced by ${scaling.type}. If it was trained with its own, ` +
        "leave --scaling out: the wavelengths are then chosen on top of it.",
    },
  ];
}
