/** How new later positions are to the pairs of a head, as rows of a table and in words. */
import { wholeNumber } from "../../format-number.js";
import { gapText } from "./circle-words.js";
import type { HeadEncoding } from "./head-encodings.js";

export const gapColumns = ["encoding", "turned fully", "their largest gap", "did not", "their mean gap"] as const;

type Cell = string | number;

export function gapSummary({ name, pairs }: HeadEncoding): readonly [Cell, Cell, Cell, Cell, Cell] {
  const gaps = (preCritical: boolean): number[] =>
    pairs.filter((pair) => pair.preCritical === preCritical).map(({ gap }) => gap);
  const [within, others] = [gaps(true), gaps(false)];
  const mean = others.reduce((sum, gap) => sum + gap, 0) / others.length;
  return [
    name,
    within.length,
    within.length === 0 ? "–" : gapText(Math.max(...within)),
    others.length,
    others.length === 0 ? "–" : gapText(mean),
  ];
}

export function gapWords(encodings: readonly HeadEncoding[]): string {
  return encodings
    .map((encoding) => {
      const [name, within, largest, others, mean] = gapSummary(encoding);
      return `${name}: ${within} pairs turned fully in training, with a largest gap of ${largest}; the other ${others} have a mean gap of ${mean}.`;
    })
    .join(" ");
}

/** "9 of 32 pairs turn fully within 64 tokens, under YaRN 6." */
export function countWords(encodings: readonly HeadEncoding[], trainedLength: number): string {
  const counts = (["none", "yarn"] as const).map((scaling) => {
    const pairs = encodings.find(({ spec }) => spec.scaling.type === scaling)?.pairs ?? [];
    return { within: pairs.filter(({ preCritical }) => preCritical).length, all: pairs.length };
  });
  const [rope, yarn] = counts;
  return `${rope?.within} of ${rope?.all} pairs turn fully within ${wholeNumber(trainedLength)} tokens, under YaRN ${yarn?.within}.`;
}

/** The settings of YaRN that the factor leaves open. */
export function yarnWords(encodings: readonly HeadEncoding[]): string {
  const scaling = encodings.map(({ spec }) => spec.scaling).find(({ type }) => type === "yarn");
  return scaling?.type === "yarn" ? `YaRN is drawn with alpha ${scaling.alpha} and beta ${scaling.beta}.` : "";
}
