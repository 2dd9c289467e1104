/** What is said of an answer: who gave it, how fast, and whether the models had seen the sequence before. */
import { capitalised, counted } from "../../format-number.js";
import type { AnsweredSequence } from "../../playground/machine.js";

export function answerStatus(
  answered: readonly AnsweredSequence[],
  { engine, seconds, trainedLength }: { engine: string; seconds: number; trainedLength: number },
): string {
  const answers = answered.reduce((sum, { predictions }) => sum + predictions.length, 0);
  const seen = answered.at(-1)?.trainedOn ?? false;
  return `${capitalised(counted(answers, "answer"))} by ${engine} in this browser, in ${seconds.toFixed(2)} s.${
    seen ? ` The models were trained on the first ${trainedLength} tokens of this very sequence.` : ""
  }`;
}
