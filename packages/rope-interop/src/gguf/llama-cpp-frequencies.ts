/**
 * llama.cpp's formula for the angle of a pair (ggml/src/ggml-cpu/ops.cpp, `rope_yarn`), in float64: factors divide
 * first, then the linear scale and YaRN's blend apply to what is left, so the three compose.
 */
import { type PairLayout, angularFrequencies } from "@resonance-rope/rope-core";

/** What a file sets of it; lengths in tokens. */
export interface LlamaCppRope {
  readonly architecture: string;
  readonly headDimension: number;
  readonly rotatedDimensions: number;
  readonly base: number;
  readonly contextLength: number;
  readonly trainedLength: number;
  readonly originalLength: number;
  readonly pairLayout: PairLayout;
  readonly type: "none" | "linear" | "yarn" | "longrope";
  /** Divides every frequency, but under `none`, and YaRN's fast ones. */
  readonly factor: number;
  /** `rope.scaling.attn_factor`. */
  readonly attentionFactor: number;
  readonly yarn: YarnConstants;
  /** One divisor a pair, up to the original length and above it; the same list twice where the length decides nothing. */
  readonly shortFactors: readonly number[];
  readonly longFactors: readonly number[];
  /** Of layers with a sliding window, where they rotate otherwise. */
  readonly sliding: LlamaCppRope | null;
}

export interface YarnConstants {
  readonly betaFast: number;
  readonly betaSlow: number;
  /** Share of the blend, 0 to 1. */
  readonly extensionFactor: number;
  /** What YaRN multiplies cosines and sines by, before `attn_factor`. */
  readonly attentionFactor: number;
}

export interface LlamaCppFrequencies {
  /** Unscaled frequency over computed one, for each pair. */
  readonly shortFactors: readonly number[];
  readonly longFactors: readonly number[];
  readonly attentionFactor: number;
}

export function llamaCppFrequencies(rope: LlamaCppRope): LlamaCppFrequencies {
  const { type, yarn, shortFactors, longFactors, attentionFactor, base, rotatedDimensions } = rope;
  // For its checks of base and dimensions alone: divisors are the same for every frequency.
  angularFrequencies(rotatedDimensions, base);
  const divide = (factors: readonly number[]): number[] => factors.map((factor, pair) => factor * scaleOf(rope, pair));
  return {
    shortFactors: divide(shortFactors),
    longFactors: divide(longFactors),
    attentionFactor: type === "yarn" ? yarn.attentionFactor * attentionFactor : attentionFactor,
  };
}

/** What the scaling divides a pair's frequency by. */
function scaleOf(rope: LlamaCppRope, pair: number): number {
  const { type, factor, yarn } = rope;
  if (type === "none") return 1;
  if (type !== "yarn") return factor;
  const kept = yarn.extensionFactor * keptByYarn(rope, pair);
  return 1 / ((1 - kept) / factor + kept);
}

/** 1 - ramp over the pair index; `ggml_rope_yarn_corr_dims` and `rope_yarn_ramp`. */
function keptByYarn({ rotatedDimensions, base, originalLength, yarn }: LlamaCppRope, pair: number): number {
  const pairTurning = (turns: number): number =>
    (rotatedDimensions * Math.log(originalLength / (turns * 2 * Math.PI))) / (2 * Math.log(base));
  const low = Math.max(0, Math.floor(pairTurning(yarn.betaFast)));
  const high = Math.min(rotatedDimensions - 1, Math.ceil(pairTurning(yarn.betaSlow)));
  return 1 - Math.min(1, Math.max(0, (pair - low) / Math.max(0.001, high - low)));
}
