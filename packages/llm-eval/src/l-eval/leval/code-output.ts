/** What L-Eval takes for the printed output of a program, in an answer and in the gold. */
import { collapseWhiteSpace, splitOnWhiteSpace, words } from "../../python/python-white-space.js";

/** Deleted wherever they stand, inside words too, one after the other. */
const phrases = ["will be", "of the code", "is", "would be", "the value of", "the result of", "printed"];

export function goldOutput(gold: string): string {
  return collapseWhiteSpace(gold)
    .replaceAll(/[,'\\]/gu, "")
    .replaceAll(".0", "")
    .replaceAll("] [", "][")
    .replaceAll("[ [", "[[")
    .replaceAll("] ]", "]]");
}

/** Three words more than the gold has: after the last `the final output`, or at the end. */
export function predictedOutput(prediction: string, gold: string): string {
  const text = phrases.reduce((left, phrase) => left.replaceAll(phrase, ""), goldOutput(prediction));
  const length = words(gold).length + 3;
  const parts = text.split("the final output");
  const pieces = splitOnWhiteSpace(parts.at(-1) ?? "");
  return (parts.length > 1 ? pieces.slice(0, length) : pieces.slice(-length)).join(" ");
}
