/** How new later positions are to the pairs of a head, as rows of a table and in words. */
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
