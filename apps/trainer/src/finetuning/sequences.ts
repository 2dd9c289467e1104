/** Sequences of T tokens out of one long row, each token but the first a target once; a rest too short is left out. */
import { type RandomSource, ResonanceError } from "@resonance-rope/contracts";
import type { Batch } from "@resonance-rope/model-tiny";

export interface Sequences {
  readonly count: number;
  /** T */
  readonly length: number;
  /** As a batch of one. */
  batch(index: number): Batch;
  /** T inputs and the target of the last. */
  tokens(index: number): number[];
}

/** @param where the flag that named the text, for the refusal of one that is shorter than a sequence. */
export function sequencesOf(tokens: Int32Array, length: number, where: string): Sequences {
  const count = Math.floor((tokens.length - 1) / length);
  if (count < 1)
    throw new ResonanceError({
      kind: "invalid-file",
      where,
      expected: `text for one sequence, ${length + 1} tokens`,
      received: String(tokens.length),
      remedy: "give more text, or a smaller --length",
    });
  const targetWeights = new Float32Array(length).fill(1);
  return {
    count,
    length,
    batch: (index) => ({
      inputs: tokens.slice(index * length, (index + 1) * length),
      targets: tokens.slice(index * length + 1, (index + 1) * length + 1),
      targetWeights,
      batch: 1,
    }),
    tokens: (index) => [...tokens.subarray(index * length, (index + 1) * length + 1)],
  };
}

/**
 * Which sequences a step takes: all of them once an epoch, each epoch in an order of its own. A function of the step
 * alone, so that a run goes on with no state to restore.
 * @param step counts from 0. @param random only forked, never drawn from.
 */
export function sequencesOfStep(
  step: number,
  { count, batchSize, random }: { readonly count: number; readonly batchSize: number; readonly random: RandomSource },
): number[] {
  let order = new Int32Array();
  let ordered = -1;
  return Array.from({ length: batchSize }, (_, index) => {
    const place = step * batchSize + index;
    const epoch = Math.floor(place / count);
    if (epoch !== ordered) order = random.fork(`epoch ${epoch}`).permutation(count) as Int32Array<ArrayBuffer>;
    ordered = epoch;
    return order[place % count] as number;
  });
}
