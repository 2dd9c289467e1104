/** Needles put between the sentences of a haystack, as RULER does it in its two kinds of haystack. */
import type { RandomSource } from "@resonance-rope/contracts";
import { drawDistinct } from "./sample.js";

/** Forty depths from 0 to 100 percent, of which every needle has its own. */
const depths = Array.from({ length: 40 }, (_, index) => Math.round((100 * index) / 39));

/** An essay's first words, repeated as often as it takes, with the needles between sentences. */
export function insertIntoEssay(
  essay: readonly string[],
  words: number,
  needles: readonly string[],
  random: RandomSource,
): string {
  const text = Array.from({ length: words }, (_, index) => essay[index % essay.length]).join(" ");
  const sentences = text.split(/(?<=[.!?]["')\]]?) /u);
  const places = drawDistinct(random, needles.length, depths.length)
    .map((depth) => Math.floor((sentences.length * (depths[depth] as number)) / 100))
    .toSorted((a, b) => a - b);
  const parts: string[] = [];
  let written = 0;
  for (const [index, needle] of needles.entries()) {
    const place = places[index] as number;
    parts.push(sentences.slice(written, place).join(" "), needle);
    written = place;
  }
  return [...parts, sentences.slice(written).join(" ")].join(" ");
}

/** Lines of a haystack with the needles between them, in their order, each before a line of its own. */
export function insertIntoLines(lines: readonly string[], needles: readonly string[], random: RandomSource): string[] {
  const places = drawDistinct(random, needles.length, lines.length).toSorted((a, b) => a - b);
  const before = new Map(places.map((place, index) => [place, needles[index] as string]));
  return lines.flatMap((line, place) => {
    const needle = before.get(place);
    return needle === undefined ? [line] : [needle, line];
  });
}
