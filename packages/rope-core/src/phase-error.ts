/**
 * How far one embedding's phases run from another's: position m of pair j is off by m |theta_j - theta'_j|,
 * largest at the last position. It tells how much a model trained with the one must relearn for the
 * other: Resonance shifts LLaMA2 by up to 193 radians within its own 4096 positions.
 */
import { requireEmbedding } from "./require-embedding.js";
import { requireNumber } from "./require-number.js";
import { RopeError } from "./rope-error.js";
import type { RotaryEmbedding } from "./rope-spec.js";

const WHERE = "phaseError";

/**
 * @param length positions 0 … length-1, at least 1 token.
 * @returns largest phase difference in radians, not wrapped to a turn, length P.
 * @throws RopeError when the pair counts differ or the length is out of range.
 */
export function phaseError(first: RotaryEmbedding, second: RotaryEmbedding, length: number): Float64Array {
  const { angularFrequencies } = requireEmbedding(WHERE, first);
  const others = requireEmbedding(WHERE, second).angularFrequencies;
  requireNumber(WHERE, "length", length, { whole: true, from: 1 });
  if (others.length !== angularFrequencies.length) {
    throw new RopeError({
      where: WHERE,
      expected: `two embeddings of ${angularFrequencies.length} pairs`,
      received: `${others.length} in the second`,
    });
  }
  return angularFrequencies.map((theta, pair) => (length - 1) * Math.abs(theta - (others[pair] as number)));
}
