/**
 * SFiction's two questions, each decided by the first whole word `true` or `false` in any case. The story's answer
 * stands before the first `[fact:`, the world's after the last, so that a model that writes one itself moves neither.
 */
import { type StrictScore, unparsed } from "./strict-score.js";

const mark = /\[fact:/giu;
const verdict = /(?<![\p{L}\p{N}_])(?:true|false)(?![\p{L}\p{N}_])/iu;

export function strictTruth(prediction: string, gold: string): readonly [loyalty: StrictScore, fact: StrictScore] {
  const [given, wanted] = [verdicts(prediction), verdicts(gold)];
  const score = (side: 0 | 1): StrictScore =>
    given[side] === undefined ? unparsed : { score: given[side] === wanted[side] ? 1 : 0, parsed: true };
  return [score(0), score(1)];
}

function verdicts(text: string): readonly [string | undefined, string | undefined] {
  const parts = text.split(mark);
  const fact = parts.length > 1 ? parts.at(-1) : undefined;
  return [read(parts[0] ?? ""), read(fact ?? "")];
}

function read(text: string): string | undefined {
  return verdict.exec(text)?.[0].toLowerCase();
}
