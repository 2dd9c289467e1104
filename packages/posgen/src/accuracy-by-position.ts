/** The metric (section 5 of the paper): how often the next token is right, position by position. */
import { ResonanceError } from "@resonance-rope/contracts";
import { type SequenceSet, requireSequenceSet } from "./sequence-set.js";

/**
 * The share of right tokens at each position, counted from 0; null on the seed, which is given.
 *
 * @param predictions count x length like the set's tokens: the token predicted FOR position l, that is
 *   from the true tokens 0 ... l - 1 (teacher-forced), stands at l. What stands on the seed is ignored.
 */
export function accuracyByPosition(predictions: ArrayLike<number>, set: SequenceSet): (number | null)[] {
  const { tokens, count, length, seedLength } = requireSequenceSet(set, "accuracyByPosition");
  if (predictions?.length !== tokens.length) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "accuracyByPosition",
      expected: `a prediction for each of the ${count} x ${length} tokens`,
      received: `${predictions?.length}`,
      remedy: "shift a model's outputs by one: the output at position l - 1 is the prediction for l",
    });
  }
  const right = new Float64Array(length);
  for (let index = 0; index < tokens.length; index++) {
    if (predictions[index] === tokens[index]) (right[index % length] as number)++;
  }
  return Array.from(right, (hits, position) => (position < seedLength ? null : hits / count));
}
