/**
 * Printed output, word by word. The answer stands after the last `output`, `answer` or `result` that `is`, `be`, a
 * colon or an equals sign follows in the same clause; without one, on the last line that is not empty. It is right
 * when it begins with the gold's words, numbers and brackets: numbers by value, commas and quotes ignored.
 */
import { type StrictScore, beforeNextQuestion, unparsed } from "./strict-score.js";

const part = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[\p{L}_][\p{L}\p{N}_]*|[[\](){}]/giu;
const announced = /\b(?:output|answer|result)\b[^.:=\n]{0,60}?(?:\b(?:is|be)\b|[:=])/giu;

export function strictOutput(prediction: string, gold: string): StrictScore {
  const text = beforeNextQuestion(prediction);
  const pieces = text.split(announced);
  const answer = pieces.length > 1 ? pieces.at(-1) : text.split("\n").findLast((line) => line.trim() !== "");
  const given = partsOf(answer ?? "");
  if (given.length === 0) return unparsed;
  const wanted = partsOf(gold);
  const right = wanted.length > 0 && wanted.every((value, index) => value === given[index]);
  return { score: right ? 1 : 0, parsed: true };
}

function partsOf(text: string): (string | number)[] {
  return (text.match(part) ?? []).map((piece) =>
    /\d/u.test(piece) && !/^[\p{L}_]/u.test(piece) ? Number(piece) : piece,
  );
}
