/**
 * llama.cpp's rotation as a RopeSpec. What the keys say is resolved to frequencies by llama.cpp's formula, and the
 * spec that bears the name of the file's scaling is given only if it has the same ones.
 */
import { type RopeSpec, createRotaryEmbedding } from "@resonance-rope/rope-core";
import { agreesWith } from "../resonance-record.js";
import { type LlamaCppRope, llamaCppFrequencies } from "./llama-cpp-frequencies.js";

/**
 * @param currentLength in tokens: longrope has other factors above its original length.
 * @throws RopeError where the file's numbers make no rotation.
 */
export function specOfLlamaCppRope(rope: LlamaCppRope, currentLength: number): RopeSpec {
  const factors = factorsSpec(rope, currentLength);
  // Checks its numbers, whatever name it gets.
  createRotaryEmbedding(factors);
  const named = namedSpec(rope);
  return named !== null && agreesWith(named, factors) ? named : factors;
}

/** The spec that says anything: what the engine divides each frequency by. */
function factorsSpec(rope: LlamaCppRope, currentLength: number): RopeSpec {
  const { originalLength } = rope;
  const { shortFactors, longFactors, attentionFactor } = llamaCppFrequencies(rope);
  const scaling = {
    type: "longrope",
    shortFactors,
    longFactors,
    originalLength,
    currentLength,
    attentionFactor,
  } as const;
  return { ...sharedFields(rope), scaling };
}

function namedSpec(rope: LlamaCppRope): RopeSpec | null {
  const { type, factor, originalLength, attentionFactor, yarn, longFactors, shortFactors } = rope;
  // Two lists are longrope, whichever of them applies.
  if (longFactors !== shortFactors) return null;
  const shared = sharedFields(rope);
  if (type !== "yarn") {
    const isScaled = type !== "none" && factor > 1;
    return { ...shared, scaling: isScaled ? { type: "linear", factor } : { type: "none" } };
  }
  if (factor < 1) return null;
  const { betaFast: beta, betaSlow: alpha } = yarn;
  const m = yarn.attentionFactor * attentionFactor;
  // Null is YaRN's own: a file that leaves it alone is described by what it leaves alone.
  const isOwn = Math.abs(m - (0.1 * Math.log(factor) + 1)) < 1e-6;
  const blend = { alpha, beta, blend: "pair-index", truncate: true } as const;
  return { ...shared, scaling: { type, factor, originalLength, ...blend, attentionFactor: isOwn ? null : m } };
}

function sharedFields({
  headDimension,
  rotatedDimensions,
  base,
  trainedLength,
  pairLayout,
}: LlamaCppRope): Omit<RopeSpec, "scaling"> {
  const fraction = rotatedDimensions / headDimension;
  // A share that gives the rotated dimensions again when the product is truncated.
  const isExact = Math.trunc(headDimension * fraction) === rotatedDimensions;
  const rotaryFraction = isExact ? fraction : fraction * (1 + Number.EPSILON);
  return { headDimension, base, trainedLength, rotaryFraction, wavelengths: "as-scaled", pairLayout };
}
