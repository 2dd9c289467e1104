/**
 * What llama.cpp computes from a GGUF: its keys and factor tensors as one RopeSpec. Whatever the keys say is first
 * resolved to frequencies by llama.cpp's formula; then the plainest spec that has the same ones is its name.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import type { ModelDescription } from "../model-description.js";
import { agreesWith, readRecord } from "../resonance-record.js";
import type { GgufHeader } from "./gguf-header.js";
import { type LlamaCppRope, llamaCppFrequencies } from "./llama-cpp-frequencies.js";
import { metadataOf } from "./metadata-of.js";
import { readLlamaCppRope } from "./read-llama-cpp-rope.js";
import type { GgufModel } from "./read-gguf-model.js";

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
  const computed = specOf(header, rope, targetLength ?? rope.contextLength);
  const recorded = recordOf(header);
  return {
    format: "gguf",
    name,
    architecture: rope.architecture,
    spec: recorded !== null && agreesWith(recorded, computed) ? recorded : computed,
    otherLayers: rope.sliding === null ? {} : { sliding_attention: specOf(header, rope.sliding, rope.contextLength) },
    contextLength: rope.contextLength,
    recorded,
  };
}

function specOf(header: GgufHeader, rope: LlamaCppRope, currentLength: number): RopeSpec {
  try {
    const [plain, factors] = [plainSpec(rope, currentLength), factorsSpec(rope, currentLength)];
    return agreesWith(plain, factors) ? plain : factors;
  } catch (cause) {
    if (!ResonanceError.isInstance(cause)) throw cause;
    const received = `${cause.received} in ${header.name}`;
    throw new ResonanceError({ kind: "invalid-file", where, expected: cause.expected, received, cause });
  }
}

type Shared = Omit<RopeSpec, "scaling">;

function sharedFields({ headDimension, rotatedDimensions, base, trainedLength, pairLayout }: LlamaCppRope): Shared {
  const rotaryFraction = fractionOf(rotatedDimensions, headDimension);
  return { headDimension, base, trainedLength, rotaryFraction, wavelengths: "as-scaled", pairLayout };
}

/** The spec that bears the name of the file's scaling. */
function plainSpec(rope: LlamaCppRope, currentLength: number): RopeSpec {
  const shared = sharedFields(rope);
  const { type, factor, originalLength, attentionFactor, yarn, longFactors, shortFactors } = rope;
  if (type === "yarn" && factor >= 1) {
    const { betaFast: beta, betaSlow: alpha, attentionFactor: own } = yarn;
    const m = own * attentionFactor;
    return {
      ...shared,
      scaling: {
        type,
        factor,
        originalLength,
        alpha,
        beta,
        blend: "pair-index",
        truncate: true,
        // Null is YaRN's own: a file that leaves it alone is described by what it leaves alone.
        attentionFactor: Math.abs(m - (0.1 * Math.log(factor) + 1)) < 1e-6 ? null : m,
      },
    };
  }
  if (longFactors !== shortFactors) return factorsSpec(rope, currentLength);
  const isScaled = type !== "none" && factor > 1;
  return { ...shared, scaling: isScaled ? { type: "linear", factor } : { type: "none" } };
}

/** The spec that says anything: what the engine divides each frequency by. */
function factorsSpec(rope: LlamaCppRope, currentLength: number): RopeSpec {
  const shared = sharedFields(rope);
  const { originalLength } = rope;
  const { shortFactors, longFactors, attentionFactor } = llamaCppFrequencies(rope);
  return {
    ...shared,
    scaling: { type: "longrope", shortFactors, longFactors, originalLength, currentLength, attentionFactor },
  };
}

/** A share of D that R is again when the product is truncated. */
function fractionOf(rotated: number, dimension: number): number {
  const fraction = rotated / dimension;
  return Math.trunc(dimension * fraction) === rotated ? fraction : fraction * (1 + Number.EPSILON);
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
