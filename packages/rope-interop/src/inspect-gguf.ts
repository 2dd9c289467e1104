/** What llama.cpp makes of a GGUF's positions, what to know of that, and what training saw up to a target. */
import { createRotaryEmbedding } from "@resonance-rope/rope-core";
import type { ByteSource } from "./byte-source.js";
import { errorsFirst } from "./findings/errors-first.js";
import { findInGguf } from "./findings/find-in-gguf.js";
import { findInSpec } from "./findings/find-in-spec.js";
import { describeGguf } from "./gguf/describe-gguf.js";
import { readGgufModel } from "./gguf/read-gguf-model.js";
import type { InspectOptions, Inspection } from "./inspection.js";
import { positionRanges } from "./position-ranges.js";

/** @param sources the file, or every part of a split model. */
export async function inspectGguf(
  sources: readonly ByteSource[],
  { targetLength, measureRanges = true }: InspectOptions = {},
): Promise<Inspection> {
  const model = await readGgufModel(sources);
  const description = await describeGguf(model, targetLength === undefined ? {} : { targetLength });
  return {
    description,
    findings: errorsFirst([...findInGguf(model, description), ...findInSpec(description, targetLength)]),
    ranges:
      targetLength === undefined || !measureRanges
        ? []
        : positionRanges(createRotaryEmbedding(description.spec), targetLength),
  };
}
