import { rotaryTable, type RotaryEmbedding } from "../src/index.js";

export type Point = readonly [cosine: number, sine: number];

/** Where positions 0 … length-1 turn the unit vector of one pair. */
export function rotationsOf(embedding: RotaryEmbedding, pair: number, length: number): Point[] {
  const { cosines, sines } = rotaryTable(embedding, length, "float64");
  const isOfPair = (_: number, at: number): boolean => at % embedding.angularFrequencies.length === pair;
  const ofPair = sines.filter(isOfPair);
  return Array.from(cosines.filter(isOfPair), (cosine, position) => [
    cosine / embedding.attentionFactor,
    (ofPair[position] as number) / embedding.attentionFactor,
  ]);
}

export const nearestDistance = ([x, y]: Point, others: readonly Point[]): number =>
  Math.min(...others.map(([u, v]) => Math.hypot(x - u, y - v)));
