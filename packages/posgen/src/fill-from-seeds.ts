/**
 * The hot loops: tokens after the seed, for every sequence of a set, in place.
 *
 * The far starts are worked out once a call, so that no function is called for a token, and V8 keeps
 * the sums in whole-number registers.
 */
import type { CompiledTask } from "./compile-task.js";
import type { SequenceSet } from "./sequence-set.js";

export function fillFromSeeds(task: CompiledTask, set: SequenceSet): void {
  const { length, seedLength } = set;
  const farStarts = Int32Array.from({ length }, (_, position) =>
    position < seedLength ? 0 : task.farStart(position, seedLength),
  );
  if (task.rule.weights === null) fillBySum(task, set, farStarts);
  else fillByWeights(task, set, farStarts, task.rule.weights);
}

/** A plain sum slides with its window, one token in and one out, however long the window is. */
function fillBySum(
  { farTokens, nearTokens, modulus, rule: { constant, entries } }: CompiledTask,
  { tokens, count, length, seedLength }: SequenceSet,
  farStarts: Int32Array,
): void {
  for (let row = 0; row < count; row++) {
    const base = row * length;
    let farStart = base;
    let sum = constant;
    for (let index = 0; index < farTokens; index++) sum += tokens[base + index] as number;
    for (let index = seedLength - nearTokens; index < seedLength; index++) sum += tokens[base + index] as number;
    for (let position = seedLength; position < length; position++) {
      // Every task's far start begins at 0 and moves at most one forward at a time.
      if (base + (farStarts[position] as number) !== farStart) {
        sum += (tokens[farStart + farTokens] as number) - (tokens[farStart] as number);
        farStart++;
      }
      const token = entries === null ? sum % modulus : (entries[sum] as number);
      tokens[base + position] = token;
      sum += token - (tokens[base + position - nearTokens] as number);
    }
  }
}

function fillByWeights(
  { farTokens, nearTokens, modulus, rule: { constant, entries } }: CompiledTask,
  { tokens, count, length, seedLength }: SequenceSet,
  farStarts: Int32Array,
  weights: Int32Array,
): void {
  for (let row = 0; row < count; row++) {
    const base = row * length;
    for (let position = seedLength; position < length; position++) {
      const far = base + (farStarts[position] as number);
      const near = base + position - nearTokens;
      let sum = constant;
      for (let index = 0; index < farTokens; index++) {
        sum += (weights[index] as number) * (tokens[far + index] as number);
      }
      for (let index = 0; index < nearTokens; index++) {
        sum += (weights[farTokens + index] as number) * (tokens[near + index] as number);
      }
      tokens[base + position] = entries === null ? sum % modulus : (entries[sum] as number);
    }
  }
}
