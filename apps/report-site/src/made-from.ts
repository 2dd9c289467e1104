/** Which earlier tokens make a token, and how, written out. */
import type { SequenceTask } from "@resonance-rope/contracts";
import { farStarts } from "@resonance-rope/posgen";

/** Indices, counted from 0, of the far tokens and of the near ones; the rule reads them in this order. */
export interface Sources {
  readonly far: readonly number[];
  readonly near: readonly number[];
}

/** `index` is past the seed. */
export function sourcesOf({ name, farTokens, nearTokens }: SequenceTask, index: number): Sources {
  const farStart = farStarts[name](index, farTokens + nearTokens);
  return {
    far: Array.from({ length: farTokens }, (_, each) => farStart + each),
    near: Array.from({ length: nearTokens }, (_, each) => index - nearTokens + each),
  };
}

/** All of them, as the rule reads them. */
export function readBy(task: SequenceTask, index: number): readonly number[] {
  const { far, near } = sourcesOf(task, index);
  return [...far, ...near];
}

/** "tokens 1, 9, 10 and 11", counted from 1. */
export function tokensAt(indices: readonly number[]): string {
  const positions = indices.map((index) => String(index + 1));
  const [last = "none"] = positions.slice(-1);
  return positions.length < 2 ? `token ${last}` : `tokens ${positions.slice(0, -1).join(", ")} and ${last}`;
}

/** "2 + 6 + 0 + 0 = 8, and 8 modulo 7 is 1". */
export function ruleInWords(task: SequenceTask, tokens: ArrayLike<number>, index: number): string {
  const { rule, modulus } = task;
  const read = readBy(task, index).map((source) => tokens[source] ?? 0);
  if (rule.type !== "sum-modulo") return `in the table, the entry of ${read.join(" ")} is ${tokens[index]}`;
  const sum = read.reduce((total, each) => total + each, 0);
  return `${read.join(" + ")} = ${sum}, and ${sum} modulo ${modulus} is ${tokens[index]}`;
}
