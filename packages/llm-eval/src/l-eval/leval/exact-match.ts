/** L-Eval's one comparison, which every closed-ended task ends in: 0, 0.25 or 1. */
import { pythonFloat } from "../../python/python-float.js";
import { words } from "../../python/python-white-space.js";

const punctuation = /[!-/:-@[-`{-~]/gu;
/** Whole words in Python's sense, whose letters and digits are Unicode's and whose marks are not. */
const article = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

/** @param prediction, gold as the task's parser left them. */
export function exactMatch(prediction: string, gold: string): number {
  const given = normalize(prediction);
  const wanted = normalize(gold);
  if (/^[A-D]*$/u.test(wanted)) {
    if (given === wanted) return 1;
    return Array.from(given).every((letter) => wanted.includes(letter)) ? 0.25 : 0;
  }
  const number = pythonFloat(prediction);
  const target = pythonFloat(gold);
  if (number !== null && target !== null) return number === target ? 1 : 0;
  return squeeze(prediction).includes(squeeze(gold)) ? 1 : 0;
}

/** SQuAD's, but for its lower-casing, which upstream's comment promises and its code leaves out. */
function normalize(text: string): string {
  return words(text.replace(punctuation, "").replace(article, " ")).join(" ");
}

function squeeze(text: string): string {
  return text.replaceAll(" ", "").toLowerCase();
}
