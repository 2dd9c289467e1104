/**
 * Multiple choice without guesses. Letters count where the answer begins with them, or where they follow `answer`,
 * `option` or `choice` with `is`, `are` or a colon (the last such place that holds letters); otherwise the answer
 * could not be read. Letters are capitals A to D that are no part of a word, in a list such as `A`, `(A), (C)`,
 * `ACD`, `A, B and D.`; an `A` before a lower-case word is the article. Where several are asked for, a line that
 * begins with letters adds to the lines right above it.
 *
 * 1 for the gold's letters, in any order; 0.25 for some of several and no others, as L-Eval's authors meant it.
 */
import { type StrictScore, beforeNextQuestion, unparsed } from "./strict-score.js";

const item = /["'`*([{<\t ]*([A-D]+)(?![\p{L}\p{N}_'’-])/uy;
const space = /\s*/uy;
const article = /[\t ]+(?!(?:and|or|as|because|is|since)\b)\p{Ll}/uy;
const separator = /(?:["'`*)\]}>.,;:&/\t ]|\b(?:and|or)\b)*/uy;
const announced = /\b(?:answers?|options?|choices?)\s*(?:(?:is|are)\b\s*:?|:)/giu;

export function strictChoice(prediction: string, gold: string, several: boolean): StrictScore {
  const wanted = new Set(several ? lettersAt(gold, 0) : lettersAt(gold, 0).slice(0, 1));
  const text = beforeNextQuestion(prediction.trim());
  const places = [...text.matchAll(announced)].map(({ index, 0: { length } }) => index + length);
  const found = [0, ...places.toReversed()]
    .map((place) => (several ? lettersOfLines : lettersOfLine)(text, place))
    .find((letters) => letters !== "");
  if (found === undefined) return unparsed;
  const given = new Set(found);
  if ([...given].some((letter) => !wanted.has(letter))) return { score: 0, parsed: true };
  return { score: given.size === wanted.size ? 1 : 0.25, parsed: true };
}

function lettersOfLine(text: string, start: number): string {
  return lettersAt(text, start + (matchAt(space, text, start)?.[0].length ?? 0));
}

function lettersOfLines(text: string, start: number): string {
  let letters = "";
  let place = start;
  for (;;) {
    const line = letters === "" ? lettersOfLine(text, place) : lettersAt(text, place);
    if (line === "") return letters;
    letters += line;
    const end = text.indexOf("\n", place + (matchAt(space, text, place)?.[0].length ?? 0));
    if (end < 0) return letters;
    place = end + 1;
  }
}

/** The letters of the list that begins here; empty where none does. */
function lettersAt(text: string, start: number): string {
  let letters = "";
  let place = start;
  for (;;) {
    const found = matchAt(item, text, place);
    const run = found?.[1];
    if (found === null || run === undefined) return letters;
    place += found[0].length;
    if (run === "A" && matchAt(article, text, place) !== null) return letters;
    letters += run;
    place += matchAt(separator, text, place)?.[0].length ?? 0;
  }
}

function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(text);
}
