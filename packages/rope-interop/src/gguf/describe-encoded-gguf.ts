/** A GGUF that was written, described from its own inspection. */
import { createRotaryEmbedding } from "@resonance-rope/rope-core";
import type { EncodedModel } from "../encoded-model.js";
import { stateEngines } from "../engines/state-engines.js";
import type { Finding } from "../findings/finding.js";
import type { Inspection } from "../inspection.js";

/** @param path as launch lines name it. @param replaced findings of what it replaced. */
export function describeEncodedGguf(
  { description, findings }: Inspection,
  path: string,
  replaced: readonly Finding[],
): EncodedModel {
  const { format, architecture, spec, contextLength } = description;
  const { attentionFactor } = createRotaryEmbedding(spec);
  return {
    spec,
    contextLength,
    findings: [...replaced, ...findings],
    engines: stateEngines({ format, architecture, path, spec, attentionFactor, contextLength, rope: null }),
  };
}
