/** L-Eval's reading of SFiction's `True [fact: False]`: what the story says, and what is so. */
import { strip, words } from "../../python/python-white-space.js";
import { upstreamStops } from "./upstream-stops.js";

export type TruthPair = readonly [loyalty: string, fact: string];

/** The two parts in lower case. The fact loses its last character, meant for the bracket, whatever it is. */
export function goldTruth(gold: string): TruthPair {
  const [loyalty = "", fact] = gold.toLowerCase().split("[fact:");
  if (fact === undefined) return upstreamStops("goldTruth", "an answer with [fact: …]", gold);
  return [strip(loyalty), strip(fact.replace(/.$/su, ""))];
}

/** `true`, `false` or `<error>`, by the first word that holds one of them; `untrue` is true. */
export function predictedTruth(prediction: string): TruthPair {
  const [loyalty, fact] = goldTruth(prediction);
  return [truth(loyalty), truth(fact)];
}

function truth(text: string): string {
  const word = words(text).find((candidate) => candidate.includes("true") || candidate.includes("false"));
  return word === undefined ? "<error>" : word.includes("true") ? "true" : "false";
}
