/**
 * Cosines and sines of positions 0 … T-1, as an attention kernel reads them. Angles are float64 and
 * cast last; a pair with a period is computed for its first period and copied from there on, so it
 * repeats bit for bit in either precision. (The released code tiles the first period for that reason too.)
 */
import { pairAngle } from "./pair-angle.js";
import { requireChoice } from "./require-choice.js";
import { requireEmbedding } from "./require-embedding.js";
import { requireNumber } from "./require-number.js";
import { requireTableSize } from "./require-table-size.js";
import type { RotaryEmbedding } from "./rope-spec.js";

const WHERE = "rotaryTable";

export interface RotaryTable {
  readonly embedding: RotaryEmbedding;
  /** T: row m is position m. */
  readonly length: number;
  /** cos(m · theta_j) · attentionFactor, row-major T x P. */
  readonly cosines: Float32Array | Float64Array;
  /** sin(m · theta_j) · attentionFactor, row-major T x P. */
  readonly sines: Float32Array | Float64Array;
}

/**
 * @param length T in tokens, 0 or more.
 * @param precision of the stored numbers; default float32.
 * @throws RopeError when T is no whole number or T x P exceeds 2^27.
 */
export function rotaryTable(
  embedding: RotaryEmbedding,
  length: number,
  precision: "float32" | "float64" = "float32",
): RotaryTable {
  const { periodsTokens, attentionFactor } = requireEmbedding(WHERE, embedding);
  requireNumber(WHERE, "length", length, { whole: true, from: 0 });
  const Numbers =
    requireChoice(WHERE, "precision", precision, ["float32", "float64"]) === "float32" ? Float32Array : Float64Array;
  const pairs = periodsTokens.length;
  const size = requireTableSize(WHERE, length, pairs);
  const cosines = new Numbers(size);
  const sines = new Numbers(size);
  for (let position = 0; position < length; position++) {
    for (let pair = 0; pair < pairs; pair++) {
      const at = position * pairs + pair;
      const period = periodsTokens[pair] as number;
      if (position >= period) {
        cosines[at] = cosines[at - period * pairs] as number;
        sines[at] = sines[at - period * pairs] as number;
      } else {
        const angle = pairAngle(embedding, pair, position);
        cosines[at] = Math.cos(angle) * attentionFactor;
        sines[at] = Math.sin(angle) * attentionFactor;
      }
    }
  }
  return { embedding, length, cosines, sines };
}
