/** What transformers makes of a config's positions, what to know of that, and what training saw up to a target. */
import { createRotaryEmbedding } from "@resonance-rope/rope-core";
import { stateEngines } from "./engines/state-engines.js";
import { writtenConfig } from "./engines/written-config.js";
import { errorsFirst } from "./findings/errors-first.js";
import { findInConfig } from "./findings/find-in-config.js";
import { findInEngines } from "./findings/find-in-engines.js";
import { findInSpec } from "./findings/find-in-spec.js";
import { readConfig } from "./hugging-face/read-config.js";
import type { InspectOptions, Inspection } from "./inspection.js";
import { positionRanges } from "./position-ranges.js";

/** @param text of a config.json. */
export function inspectConfig(text: string, { targetLength, measureRanges = true }: InspectOptions = {}): Inspection {
  const { description, config } = readConfig(text, targetLength === undefined ? {} : { targetLength });
  const engines = stateEngines(writtenConfig(config, description, "."));
  return {
    description,
    findings: errorsFirst([
      ...findInConfig(config),
      ...findInEngines(engines),
      ...findInSpec(description, targetLength),
    ]),
    ranges:
      targetLength === undefined || !measureRanges
        ? []
        : positionRanges(createRotaryEmbedding(description.spec), targetLength),
  };
}
