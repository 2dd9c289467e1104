/**
 * What training saw of the positions beyond it: the trained length, then doublings of it up to a target, and
 * in each how many pairs only repeat rotations that training saw.
 */
import { featureGap, type RotaryEmbedding } from "@resonance-rope/rope-core";

export interface PositionRange {
  /** First position, and the one after the last. */
  readonly begin: number;
  readonly end: number;
  /** Pairs whose every rotation up to `end` is one that training saw, exactly: their feature gap is 0. */
  readonly exactPairs: number;
  /** The others that turned whole within the trained length: they land between rotations that training saw. */
  readonly nearPairs: number;
  /** The largest step of those to a seen rotation, the chord of a unit vector, 0 to 2. */
  readonly largestStep: number;
  /** Pairs that leave what training saw. */
  readonly newPairs: number;
}

/**
 * @param targetLength in tokens; at most the trained length: no range.
 * @throws RopeError on a length beyond what `featureGap` takes.
 */
export function positionRanges(embedding: RotaryEmbedding, targetLength: number): PositionRange[] {
  const { trainedLength } = embedding.spec;
  const ranges: PositionRange[] = [];
  for (let begin = trainedLength; begin < targetLength; begin *= 2) {
    const end = Math.min(2 * begin, targetLength);
    const gaps = featureGap(embedding, end);
    const isWhole = (pair: number): boolean => (embedding.wavelengthsTokens[pair] as number) < trainedLength;
    const steps = [...gaps.entries()].filter(([, gap]) => gap > 0);
    const near = steps.filter(([pair]) => isWhole(pair)).map(([, gap]) => gap);
    ranges.push({
      begin,
      end,
      exactPairs: gaps.length - steps.length,
      nearPairs: near.length,
      largestStep: Math.max(0, ...near),
      newPairs: steps.length - near.length,
    });
  }
  return ranges;
}
