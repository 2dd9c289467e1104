/** The digits that L-Eval reads from an answer to a grade-school problem, gold and prediction alike. */
import { isPythonDigit } from "../../python/is-python-digit.js";
import { pythonWhiteSpace } from "../../python/python-white-space.js";

const stated = new RegExp(`The answer is ([^${pythonWhiteSpace}]+)`, "u");

/** Signs, commas and units fall out, and so does what follows a dot: `-5` is 5, `1/2` is 12, `18.5` is 18. */
export function gsmDigits(text: string): string {
  const [digits = ""] = (stated.exec(text)?.[1] ?? lastPieceWithDigit(text)).split(".", 1);
  return Array.from(digits).filter(isPythonDigit).join("");
}

function lastPieceWithDigit(text: string): string {
  const [beforeBlankLine = ""] = text.split("\n\n", 1);
  return beforeBlankLine.split(" ").findLast((piece) => Array.from(piece).some(isPythonDigit)) ?? "";
}
