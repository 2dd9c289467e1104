/**
 * Grade-school answers as numbers, signs and fractions included: the first number after the last `the answer is`, or
 * without one the last number before the model asks itself the next question.
 */
import { type StrictScore, beforeNextQuestion, unparsed } from "./strict-score.js";

const amount = String.raw`\d[\d,]*(?:\.\d+)?`;
const number = new RegExp(String.raw`(?:(?<![\p{L}\p{N}.,])[-−+]?[$€£]?)?${amount}(?:/${amount})?`, "gu");
const announced = /the answer is/giu;

export function strictNumber(prediction: string, gold: string): StrictScore {
  const value = readNumber(prediction);
  return value === null ? unparsed : { score: value === readNumber(gold) ? 1 : 0, parsed: true };
}

function readNumber(answer: string): number | null {
  const text = beforeNextQuestion(answer);
  const parts = text.split(announced);
  const numbers = parts.at(-1)?.match(number);
  const chosen = parts.length > 1 ? numbers?.at(0) : numbers?.at(-1);
  if (chosen === undefined) return null;
  const [numerator, denominator = 1] = chosen
    .replaceAll(/[,$€£+]/gu, "")
    .replace("−", "-")
    .split("/");
  return Number(numerator) / Number(denominator);
}
