/** A topic is named where its words follow one another in the answer, case and punctuation aside. */
import { type StrictScore, unparsed } from "./strict-score.js";

export function strictTitle(prediction: string, gold: string): StrictScore {
  const given = wordsOf(prediction);
  if (given.length === 0) return unparsed;
  const wanted = wordsOf(gold);
  const right = wanted.length > 0 && ` ${given.join(" ")} `.includes(` ${wanted.join(" ")} `);
  return { score: right ? 1 : 0, parsed: true };
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
