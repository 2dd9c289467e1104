/**
 * Operations of the matrix products of one unit of work, a multiply-add counted as two.
 *
 * Forward, for each of the B·T tokens:
 *
 *     layers · (8·d·H·D + 4·d·F + 2·(T + 1)·H·D) + 2·d·V
 *
 * 8·d·H·D: query, key, value and output; 4·d·F: up and down; 2·(T + 1)·H·D: scores and their sum over values, where
 * a token sees (T + 1) / 2 tokens on average. A causal mask needs no more, and what an engine computes above the
 * diagonal earns it nothing here. 2·d·V: the head; the embedding is looked up.
 *
 * A training step is three times that: the gradient of a product is two products of its size, to each of its factors.
 * Norms, softmax, rotations and the optimiser are not counted: a share of the peak is that of the products' work.
 */
import type { Comparison, WorkShape } from "./comparison.js";
import { tokensOf } from "./comparison.js";

export function countOperations({ suite, shape }: Pick<Comparison, "suite" | "shape">): number {
  const forward = tokensOf(shape) * forwardOperationsPerToken(shape);
  return suite === "evaluate" ? forward : 3 * forward;
}

function forwardOperationsPerToken(shape: WorkShape): number {
  const { layers, width, heads, headDimension, feedForwardWidth, vocabulary, length } = shape;
  const attention = heads * headDimension;
  const projections = 8 * width * attention;
  const feedForward = 4 * width * feedForwardWidth;
  const causalProducts = 2 * (length + 1) * attention;
  return layers * (projections + feedForward + causalProducts) + 2 * width * vocabulary;
}
