/**
 * The rows of each training step, as a function of the step alone: a run resumes at any step with no
 * state to restore.
 *
 * An epoch is ceil(count / B) steps, 79 for the paper's 10000 sequences at B = 128, in an order of its
 * own. Where the last batch of an epoch runs out of rows it takes the first ones of that order again:
 * every batch has B rows, as another shape would have to be compiled, and epochs begin where the
 * paper's do.
 */
import type { RandomSource } from "@resonance-rope/contracts";
import { requireObject } from "./require-object.js";
import { requireWholeNumber } from "./require-whole-number.js";
import { type SequenceSet, allocateTokens, requireSequenceSet } from "./sequence-set.js";

export interface BatchRowsOptions {
  /** B, sequences a step. */
  readonly batchSize: number;
  /** Only forked, never drawn from: any number of steps may share it. */
  readonly random: RandomSource;
  /** Counts from 0. */
  readonly step: number;
}

/** The tokens of one step, B x T row-major, T the set's length. */
export function batchRows(set: SequenceSet, options: BatchRowsOptions): Int32Array {
  const { batchSize, random, step } = requireObject(options, "the options of a batch", "batchRows");
  const { tokens, count, length } = requireSequenceSet(set, "batchRows");
  const steps = stepsPerEpoch(count, batchSize);
  requireWholeNumber(step, { where: "batchRows", what: "a step", minimum: 0 });
  requireObject(random, "a random source", "batchRows");
  const batch = allocateTokens(batchSize, length, "batchRows");
  const order = random.fork(`epoch ${Math.floor(step / steps)}`).permutation(count);
  const first = (step % steps) * batchSize;
  for (let index = 0; index < batchSize; index++) {
    const row = order[(first + index) % count] as number;
    batch.set(tokens.subarray(row * length, (row + 1) * length), index * length);
  }
  return batch;
}

/** ceil(count / B): the steps in which every sequence comes at least once. */
export function stepsPerEpoch(count: number, batchSize: number): number {
  requireWholeNumber(count, { where: "stepsPerEpoch", what: "a count of sequences", minimum: 1 });
  requireWholeNumber(batchSize, { where: "stepsPerEpoch", what: "a batch size B", minimum: 1 });
  return Math.ceil(count / batchSize);
}
