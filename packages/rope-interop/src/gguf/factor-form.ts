/**
 * Divisors of frequencies as the tensors that an architecture takes: one list, or LongRoPE's two, of which llama.cpp
 * uses the long one for a context above the original length.
 */
import { type RopeSpec, angularFrequencies, createRotaryEmbedding } from "@resonance-rope/rope-core";
import { atBothLengths } from "../longrope-lists.js";
import type { LlamaCppRope } from "./llama-cpp-frequencies.js";
import type { GgufModel } from "./read-gguf-model.js";
import { readsLongAndShort } from "./read-llama-cpp-rope.js";
import { findTensor, longFactorsName, ropeFreqsName, shortFactorsName } from "./read-rope-factors.js";
import { longropeFactorSupport, ropeFactorSupport } from "./rope-factor-support.js";

export interface FactorForm {
  /** Under which llama.cpp divides by these tensors and by nothing else. */
  readonly type: "none" | "longrope";
  /** In tokens; only where the lists differ. */
  readonly originalLength?: number;
  readonly tensors: ReadonlyMap<string, Float32Array>;
}

/** A pair that stands still, as llama.cpp's converter writes Gemma 4's: it turns once in 10^25 tokens or more. */
const stillFactor = 1e30;

/** Null where the architecture divides by no tensor, or not by two lists that the spec needs. */
export function factorForm(model: GgufModel, rope: LlamaCppRope, spec: RopeSpec): FactorForm | null {
  const both = atBothLengths(spec);
  if (both !== null && spec.scaling.type === "longrope") {
    // Beside long and short factors llama.cpp refuses rope_freqs, and a rewrite takes no tensor away.
    if (longropeFactorSupport(rope.architecture) !== "uses" || findTensor(model, ropeFreqsName) !== null) return null;
    const { originalLength } = spec.scaling;
    return {
      type: "longrope",
      originalLength,
      tensors: longAndShort(divisors(both.long, rope), divisors(both.short, rope)),
    };
  }
  const factors = divisors(spec, rope);
  if (takesLongAndShort(model, rope)) return { type: "longrope", tensors: longAndShort(factors, factors) };
  if (ropeFactorSupport(rope.architecture) !== "uses") return null;
  return { type: "none", tensors: new Map([[ropeFreqsName, factors]]) };
}

/** A file of type longrope without its lists, as the converter leaves it, takes the plainer form. */
function takesLongAndShort(model: GgufModel, { architecture, type }: LlamaCppRope): boolean {
  if (!readsLongAndShort(architecture, type)) return false;
  const hasBoth = [longFactorsName, shortFactorsName].every((name) => findTensor(model, name) !== null);
  return hasBoth || ropeFactorSupport(architecture) !== "uses";
}

function longAndShort(long: Float32Array, short: Float32Array): ReadonlyMap<string, Float32Array> {
  return new Map([
    [longFactorsName, long],
    [shortFactorsName, short],
  ]);
}

/** Relative to the unscaled frequencies of the file's own base. */
function divisors(spec: RopeSpec, { rotatedDimensions, base }: LlamaCppRope): Float32Array {
  const unscaled = angularFrequencies(rotatedDimensions, base);
  return Float32Array.from(createRotaryEmbedding(spec).angularFrequencies, (theta, pair) =>
    Math.min(stillFactor, (unscaled[pair] ?? Number.NaN) / theta),
  );
}
