/** What RULER's tasks have in common: a question over a haystack of any size, and the texts that answer it. */
import type { RandomSource } from "@resonance-rope/contracts";

export interface RulerSample {
  /** The haystack, with what is asked of it. */
  readonly question: string;
  /** The beginning of the answer, put into the model's mouth. */
  readonly answerPrefix: string;
  readonly references: readonly string[];
}

export interface SampleMaker {
  /** Tokens of an answer. */
  readonly answerTokens: number;
  /** Of the haystack, in units of the task's own: sentences, words, documents. */
  readonly minimumSize: number;
  /** @param index of the sample, from 0. The same random source gives the same references at every size. */
  make(size: number, random: RandomSource, index: number): RulerSample;
}

/** The sentences of RULER's noise; also the essay, where none is given. */
export const noise = "The grass is green. The sky is blue. The sun is yellow. Here we go. There and back again.";

/** So many different numbers below `bound`, in random order. */
export function drawDistinct(random: RandomSource, count: number, bound: number): number[] {
  // Floyd's algorithm: no list of all numbers.
  const drawn = new Set<number>();
  for (let last = bound - count; last < bound; last++) {
    const number = random.integer(last + 1);
    drawn.add(drawn.has(number) ? last : number);
  }
  return shuffled([...drawn], random);
}

export function shuffled<T>(values: readonly T[], random: RandomSource): T[] {
  return Array.from(random.permutation(values.length), (place) => values[place] as T);
}

/** Letters of an alphabet, drawn one by one. */
export function drawLetters(random: RandomSource, alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet.charAt(random.integer(alphabet.length))).join("");
}

/** Different values of a drawing that may repeat itself. */
export function drawUnlike<T>(count: number, taken: Set<T>, draw: () => T): T[] {
  const values: T[] = [];
  while (values.length < count) {
    const value = draw();
    if (taken.has(value)) continue;
    taken.add(value);
    values.push(value);
  }
  return values;
}
