/** The encoding that an export is to have, from flags and from what the model has. */
import type { NewEncoding } from "@resonance-rope/rope-interop";
import type { ModelDescription } from "@resonance-rope/rope-interop";
import type { Scaling } from "@resonance-rope/rope-core";
import type { Command } from "commander";
import { positiveWholeNumber } from "../../plan/parse-flags.js";
import { type RopeFlags, addNewRopeFlags, scalingFromFlags, wavelengthsFromFlags } from "../../plan/rope-flags.js";

export interface EncodingFlags extends Omit<RopeFlags, "scaling"> {
  readonly scaling?: Scaling["type"];
  readonly target?: number;
}

export function addEncodingFlags(command: Command): Command {
  return addNewRopeFlags(command).option(
    "--target <tokens>",
    "length that the model is to be used at (default: trained length x factor); gives the factor where there is no --factor",
    positiveWholeNumber,
  );
}

/** What the flags ask of a model: a scaling in place of its own if one is named, wavelengths, and a length. */
export function encodingFromFlags(
  { scaling, target, ...flags }: EncodingFlags,
  { spec: { trainedLength } }: ModelDescription,
): NewEncoding {
  return {
    ...(scaling === undefined
      ? {}
      : {
          scaling: scalingFromFlags(
            { ...flags, scaling },
            {
              trainedLength,
              defaultFactor: target === undefined ? undefined : target / trainedLength,
              defaultCurrentLength: target ?? trainedLength,
            },
          ),
        }),
    wavelengths: wavelengthsFromFlags({ ...flags, scaling: scaling ?? "none" }),
    ...(target === undefined ? {} : { contextLength: target }),
  };
}
