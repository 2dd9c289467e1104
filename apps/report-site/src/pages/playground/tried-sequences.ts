/** How often the models were right over the sequences that a reader tried, each counted once. */
import type { AnsweredSequence } from "../../playground/machine.js";

export interface Score {
  readonly right: number;
  readonly of: number;
}

/** One model's, over the positions trained on and those beyond. */
export interface ModelScore {
  readonly within: Score;
  readonly beyond: Score;
}

export interface Lengths {
  /** Tokens that are given, and never scored. */
  readonly seedLength: number;
  readonly trainedLength: number;
}

/** By the tokens of their seed. */
export type TriedSequences = ReadonlyMap<string, readonly ModelScore[]>;

export function scoreOf(
  tokens: ArrayLike<number>,
  predictions: ArrayLike<number>,
  { seedLength, trainedLength }: Lengths,
): ModelScore {
  const count = (from: number, to: number): Score => {
    let right = 0;
    for (let index = from; index < to; index++) if (predictions[index] === tokens[index]) right++;
    return { right, of: to - from };
  };
  return { within: count(seedLength, trainedLength), beyond: count(trainedLength, tokens.length) };
}

export function withTried(
  tried: TriedSequences,
  sequences: readonly Pick<AnsweredSequence, "tokens" | "predictions">[],
  lengths: Lengths,
): TriedSequences {
  const more = sequences.map(({ tokens, predictions }): [string, readonly ModelScore[]] => [
    tokens.subarray(0, lengths.seedLength).join(),
    predictions.map((each) => scoreOf(tokens, each, lengths)),
  ]);
  return new Map([...tried, ...more]);
}

/** Of each model, over all sequences. */
export function sumOf(tried: TriedSequences): readonly ModelScore[] {
  const sums: ModelScore[] = [];
  for (const scores of tried.values()) {
    for (const [model, score] of scores.entries()) {
      const sum = sums[model];
      sums[model] =
        sum === undefined
          ? score
          : { within: added(sum.within, score.within), beyond: added(sum.beyond, score.beyond) };
    }
  }
  return sums;
}

const added = (a: Score, b: Score): Score => ({ right: a.right + b.right, of: a.of + b.of });
