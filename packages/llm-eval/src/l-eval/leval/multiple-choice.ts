/** How L-Eval reads the letters of a multiple-choice answer, guesses included. */
import { pythonWhiteSpace, strip, words } from "../../python/python-white-space.js";
import { upstreamStops } from "./upstream-stops.js";

/** Letters followed by white space, a dot or a bracket; nothing is asked of what comes before. */
const marked = new RegExp(`[A-D](?=[${pythonWhiteSpace}.)])`, "gu");

export interface ChosenLetters {
  /** What is compared. */
  readonly letters: string;
  /** Whether upstream found nothing, and wrote `None` or guessed `A`. */
  readonly guessed: boolean;
}

/** The letters of the gold's first word. */
export function goldChoice(gold: string): string {
  const [first] = words(gold);
  if (first === undefined) return upstreamStops("goldChoice", "a letter from A to D", gold);
  return first.replaceAll(/[^A-D]/gu, "") || "A";
}

/** @param single whether one letter is asked for (quality, tpo): then the first capital A to D anywhere is taken. */
export function predictedChoice(prediction: string, single: boolean): ChosenLetters {
  if (strip(prediction) === "") return { letters: "None", guessed: true };
  if ("ABCD".includes(prediction)) return { letters: prediction, guessed: false };
  const anywhere = /[A-D]/u.exec(prediction)?.[0];
  if (single && anywhere !== undefined) return { letters: anywhere, guessed: false };

  const leading = /^[A-D]*/u.exec(prediction)?.[0] ?? "";
  if (leading.length > 1) return { letters: sortedUnique(leading), guessed: false };
  const [rest = ""] = prediction.slice(leading.length).split("Question", 1);
  const found = sortedUnique(leading + (rest.match(marked) ?? []).join(""));
  if (found !== "") return { letters: found, guessed: false };
  const run = /[A-D]+/u.exec(rest)?.[0];
  return run === undefined ? { letters: "A", guessed: true } : { letters: run, guessed: false };
}

function sortedUnique(letters: string): string {
  return [...new Set(letters)].toSorted().join("");
}
