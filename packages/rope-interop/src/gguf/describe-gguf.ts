/** What llama.cpp computes from a GGUF, its keys and factor tensors, as one RopeSpec. */
import { ResonanceError, oneLine } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import type { ModelDescription } from "../model-description.js";
import { believedRecord } from "../believed-record.js";
import { readRecord } from "../resonance-record.js";
import type { GgufHeader } from "./gguf-header.js";
import type { LlamaCppRope } from "./llama-cpp-frequencies.js";
import { metadataOf } from "./metadata-of.js";
import { readLlamaCppRope } from "./read-llama-cpp-rope.js";
import type { GgufModel } from "./read-gguf-model.js";
import { specOfLlamaCppRope } from "./spec-of-llama-cpp-rope.js";

const where = "describeGguf";

export interface DescribeGgufOptions {
  /** Length in tokens that the model is to run at: longrope has other factors above its original length. Default M. */
  readonly targetLength?: number;
}

export async function describeGguf(
  model: GgufModel,
  { targetLength }: DescribeGgufOptions = {},
): Promise<ModelDescription> {
  const { header } = model;
  const rope = await readLlamaCppRope(model);
  const name = metadataOf(header, where).text("general.name");
  const { architecture, contextLength, sliding } = rope;
  const specAt = (length: number = contextLength): RopeSpec => specOf(header, rope, length);
  const recorded = recordOf(header);
  const believed = recorded && believedRecord(recorded, targetLength, specAt);
  return {
    format: "gguf",
    name: name === null ? null : oneLine(name),
    architecture: oneLine(architecture),
    spec: believed ?? specAt(targetLength),
    otherLayers: sliding === null ? {} : { sliding_attention: specOf(header, sliding, contextLength) },
    contextLength,
    recorded: believed ?? recorded,
  };
}

function specOf(header: GgufHeader, rope: LlamaCppRope, currentLength: number): RopeSpec {
  try {
    return specOfLlamaCppRope(rope, currentLength);
  } catch (cause) {
    if (!ResonanceError.isInstance(cause)) throw cause;
    const { expected } = cause;
    const received = `${cause.received} in ${header.name}`;
    throw new ResonanceError({ kind: "invalid-file", where, expected, received, cause });
  }
}

function recordOf(header: GgufHeader): RopeSpec | null {
  const metadata = metadataOf(header, where);
  const text = metadata.text("resonance_rope.spec");
  if (text === null) return null;
  let spec: unknown;
  try {
    spec = JSON.parse(text);
  } catch (cause) {
    const received = `other text in ${header.name}`;
    throw new ResonanceError({
      kind: "invalid-file",
      where,
      expected: "resonance_rope.spec to be JSON",
      received,
      cause,
    });
  }
  return readRecord({ version: metadata.whole("resonance_rope.version"), spec }, where).spec;
}
