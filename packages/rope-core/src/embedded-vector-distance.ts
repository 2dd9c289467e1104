/**
 * Embedded vector distance (Xiong 2023, Eq. 9 of the Resonance paper), for comparison with the feature
 * gap: how far the rotations of a scaled embedding at 0 … L'-1 lie from those of the unscaled one at
 * 0 … L-1. It asks what a scaling changes for a model trained without it; the feature gap asks what
 * is new for a model trained with it. Chords of a unit vector in the pair's plane, one a pair.
 */
import type { GapReading } from "./feature-gap.js";
import { pairAngle } from "./pair-angle.js";
import { requireChoice } from "./require-choice.js";
import { requireEmbedding } from "./require-embedding.js";
import { requireNumber } from "./require-number.js";
import { requireTableSize } from "./require-table-size.js";
import { RopeError } from "./rope-error.js";
import type { RotaryEmbedding } from "./rope-spec.js";

const WHERE = "embeddedVectorDistance";

/**
 * @param unscaled what training saw, at positions 0 … L-1 with L of its spec.
 * @param scaled what is tested, at positions 0 … L'-1.
 * @param testedLength L' in tokens, up to 2^24.
 * @param reading default `max-over-new`: the worst of the L' positions, each to its nearest trained
 *   one. `min-over-both`, to the letter, is always 0: both embeddings rotate position 0 by nothing.
 * @returns chords from 0 to 2, length P. O(P (L + L') log L).
 * @throws RopeError when the pair counts differ, or P · L or P · L' exceeds 2^27.
 */
export function embeddedVectorDistance(
  unscaled: RotaryEmbedding,
  scaled: RotaryEmbedding,
  testedLength: number,
  reading: GapReading = "max-over-new",
): Float64Array {
  const pairs = requireEmbedding(WHERE, unscaled).angularFrequencies.length;
  if (requireEmbedding(WHERE, scaled).angularFrequencies.length !== pairs) {
    throw new RopeError({
      where: WHERE,
      expected: `two embeddings of ${pairs} pairs`,
      received: `${scaled.angularFrequencies.length} in the second`,
    });
  }
  requireNumber(WHERE, "testedLength", testedLength, { whole: true, from: 1, to: 2 ** 24 });
  requireChoice(WHERE, "reading", reading, ["max-over-new", "min-over-both"]);
  const { trainedLength } = unscaled.spec;
  requireTableSize(WHERE, Math.max(testedLength, trainedLength), pairs);

  const trained = new Float64Array(trainedLength);
  return scaled.angularFrequencies.map((_, pair) => {
    for (let position = 0; position < trainedLength; position++) trained[position] = wrapped(unscaled, pair, position);
    trained.sort();
    let distance = 0;
    for (let position = 0; position < testedLength; position++) {
      const nearest = nearestChord(trained, wrapped(scaled, pair, position));
      if (reading === "min-over-both" && nearest === 0) return 0;
      distance = Math.max(distance, nearest);
    }
    return distance;
  });
}

/** The pair's angle within -pi … pi, to float64: reducing m · theta by the float 2 pi would lose digits. */
function wrapped(embedding: RotaryEmbedding, pair: number, position: number): number {
  const angle = pairAngle(embedding, pair, position);
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

/** Chord from `angle` to the nearest of the ascending angles, around the circle. */
function nearestChord(ascending: Float64Array, angle: number): number {
  let [below, above] = [0, ascending.length];
  while (below < above) {
    const middle = (below + above) >> 1;
    if ((ascending[middle] as number) < angle) below = middle + 1;
    else above = middle;
  }
  const chordTo = (index: number): number => 2 * Math.abs(Math.sin((angle - (ascending.at(index) as number)) / 2));
  return Math.min(chordTo(below % ascending.length), chordTo(below - 1));
}
