/** The encoding that an export is to have, from flags and from what the model has. */
import { ResonanceError } from "@resonance-rope/contracts";
import { SCALINGS, type Scaling } from "@resonance-rope/rope-core";
import type { ModelDescription, NewEncoding } from "@resonance-rope/rope-interop";
import type { Command } from "commander";
import { positiveWholeNumber } from "./parse-flags.js";
import { type RopeFlags, addNewRopeFlags, refuseUnreadFlags, scalingFromFlags } from "./rope-flags.js";
import { wavelengthsFromFlags } from "./wavelengths-from-flags.js";

export interface EncodingFlags extends Omit<RopeFlags, "scaling"> {
  readonly scaling?: Scaling["type"];
  readonly target?: number;
  readonly factor?: number;
}

export function addEncodingFlags(command: Command): Command {
  return addNewRopeFlags(command).option(
    "--target <tokens>",
    "length that the model is to be used at (default: trained length x factor); gives the factor where there is no --factor",
    positiveWholeNumber,
  );
}

/**
 * What the flags ask of a model. A scaling in place of its own if one is named, wavelengths in place of its own if
 * they or a scaling are named, and a length: the target, or the trained length x a factor that no scaling takes.
 */
export function encodingFromFlags(flags: EncodingFlags, { spec }: ModelDescription): NewEncoding {
  const { scaling: type, target, factor, resonance, wavelengths } = flags;
  const { trainedLength } = spec;
  if (target !== undefined && target < trainedLength)
    throw unfit("--target", `a length from the trained ${trainedLength} tokens on`, String(target));
  const takesFactor = "factor" in SCALINGS[type ?? spec.scaling.type].fields;
  if (type === undefined) {
    refuseUnreadFlags({ ...flags, scaling: "none" });
    if (factor !== undefined && takesFactor)
      throw unfit("--factor", "--scaling beside it", `a model whose own scaling, ${spec.scaling.type}, has a factor`);
  }
  const contextLength = target ?? (factor === undefined || takesFactor ? undefined : trainedLength * factor);
  return {
    ...(type === undefined ? {} : { scaling: newScaling({ ...flags, scaling: type }, trainedLength, target) }),
    ...(type === undefined && resonance === undefined && wavelengths === undefined
      ? {}
      : { wavelengths: wavelengthsFromFlags(flags, trainedLength) }),
    ...(contextLength === undefined ? {} : { contextLength: Math.round(contextLength) }),
  };
}

function newScaling(flags: RopeFlags, trainedLength: number, target: number | undefined): Scaling {
  const defaultFactor = target === undefined ? undefined : target / trainedLength;
  return scalingFromFlags(flags, { trainedLength, defaultFactor, defaultCurrentLength: target ?? trainedLength });
}

function unfit(where: string, expected: string, received: string): ResonanceError {
  return new ResonanceError({ kind: "invalid-argument", where, expected, received });
}
