/** Names for windows of tokens: a number where the M^n windows can be counted exactly, a text beyond. */
import type { CompiledTask } from "../compile-task.js";
import type { SequenceSet } from "../sequence-set.js";
import { windowCount } from "../window-count.js";

/** The name of the window whose token 0 ... n - 1 is `read(index)`. */
export type WindowKey = (read: (index: number) => number) => number | string;

export function windowKey(tokens: number, modulus: number): WindowKey {
  if (windowCount(modulus, tokens) > 2 ** 53) {
    return (read) => Array.from({ length: tokens }, (_, index) => read(index)).join(" ");
  }
  return (read) => {
    let key = 0;
    for (let index = 0; index < tokens; index++) key = key * modulus + read(index);
    return key;
  };
}

/** The name of what the rule reads to make the token at an index of the set's tokens. */
export type RuleInputsKey = (set: SequenceSet, at: number) => number | string;

export function ruleInputsKey({ farStart, farTokens, nearTokens, seedLength, modulus }: CompiledTask): RuleInputsKey {
  const key = windowKey(seedLength, modulus);
  return ({ tokens, length }, at) => {
    const position = at % length;
    const far = at - position + farStart(position, seedLength);
    const near = at - nearTokens - farTokens;
    return key((index) => tokens[(index < farTokens ? far : near) + index] as number);
  };
}
