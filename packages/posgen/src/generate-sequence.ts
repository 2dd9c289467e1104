/** The sequences of a task (section 4 of the paper): a seed of j + k tokens, then the rule. */
import type { SequenceTask } from "@resonance-rope/contracts";
import { type CompiledTask, compileTask } from "./compile-task.js";
import { fillFromSeeds } from "./fill-from-seeds.js";
import { requireWholeNumber } from "./require-whole-number.js";
import { type SequenceSet, allocateTokens } from "./sequence-set.js";

/** The sequence of `length` tokens, seed included, that follows from the j + k seed tokens. */
export function generateSequence(task: SequenceTask, seedTokens: ArrayLike<number>, length: number): Int32Array {
  const compiled = compileTask(task, "generateSequence");
  requireWholeNumber(seedTokens?.length, {
    where: "generateSequence",
    what: "j + k seed tokens",
    minimum: compiled.seedLength,
    maximum: compiled.seedLength,
  });
  return continueSeeds(compiled, seedTokens, length, "generateSequence").tokens;
}

/** The same for many seeds, one after the other in `seeds` (count x (j + k)). */
export function generateSequences(task: SequenceTask, seeds: ArrayLike<number>, length: number): SequenceSet {
  return continueSeeds(compileTask(task, "generateSequences"), seeds, length, "generateSequences");
}

export function continueSeeds(
  task: CompiledTask,
  seeds: ArrayLike<number>,
  length: number,
  where: string,
): SequenceSet {
  const { seedLength, modulus } = task;
  requireWholeNumber(length, {
    where,
    what: `a length in tokens that holds the seed of j + k = ${seedLength}`,
    minimum: seedLength,
  });
  const count = seeds?.length / seedLength;
  requireWholeNumber(count, { where, what: `a number of seeds of j + k = ${seedLength} tokens each`, minimum: 1 });
  const tokens = allocateTokens(count, length, where);
  for (let row = 0; row < count; row++) {
    for (let index = 0; index < seedLength; index++) {
      const token = seeds[row * seedLength + index] as number;
      if (!(Number.isInteger(token) && token >= 0 && token < modulus)) {
        requireWholeNumber(token, { where, what: `seed token ${index}`, minimum: 0, maximum: modulus - 1 });
      }
      tokens[row * length + index] = token;
    }
  }
  const set = { tokens, count, length, seedLength };
  fillFromSeeds(task, set);
  return set;
}
