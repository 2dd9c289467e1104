/** Rotary embedding applied: each pair (x, y) of a token at m becomes (x cos - y sin, x sin + y cos). */
import { requireChoice, requireObject } from "./require-choice.js";
import { requireEmbedding } from "./require-embedding.js";
import { requireNumber, requireNumbers } from "./require-number.js";
import { RopeError } from "./rope-error.js";
import type { RotaryEmbedding } from "./rope-spec.js";
import type { RotaryTable } from "./rotary-table.js";
import { showReceived } from "./show-received.js";

const WHERE = "rotate";

/**
 * @param vectors row-major T x H x D, of any number of heads H: queries or keys, finite. Not changed.
 * @param source an embedding, or its table, which must reach every position and saves the cosines.
 * @param positions T whole numbers, one a token; under an embedding they may be negative (which undoes).
 * @returns a new array of the same kind and shape. Pairs lie as the spec's `pairLayout` says; dimensions
 *   beyond D · rotaryFraction are copied. Attention factor included.
 * @throws RopeError when shapes disagree, a position lies outside the table, or a number is not finite.
 */
export function rotate<Vectors extends Float32Array | Float64Array>(
  vectors: Vectors,
  source: RotaryEmbedding | RotaryTable,
  positions: ArrayLike<number>,
): Vectors {
  requireObject(WHERE, "source", source);
  const table = "embedding" in source ? source : undefined;
  const embedding = requireEmbedding(WHERE, "embedding" in source ? source.embedding : source);
  const { spec, periodsTokens } = embedding;
  const pairs = periodsTokens.length;
  const tokens = requireNumbers(WHERE, "positions", positions, { whole: true }).length;
  const headDimension = spec.headDimension;
  const isFloat = vectors instanceof Float32Array || vectors instanceof Float64Array;
  const heads = isFloat && tokens > 0 ? vectors.length / (tokens * headDimension) : 0;
  if (!isFloat || !Number.isInteger(heads) || (heads === 0 && vectors.length > 0)) {
    throw new RopeError({
      where: WHERE,
      expected: `vectors to be float32 or float64 numbers, ${tokens} tokens x heads x ${headDimension}`,
      received: isFloat ? `${vectors.length} of them` : showReceived(vectors),
    });
  }
  requireNumbers(WHERE, "vectors", vectors, {});
  const { cosines, sines } = table === undefined ? valuesAt(embedding, positions) : valuesOf(table, pairs, positions);

  const [firstStride, secondOffset] =
    requireChoice(WHERE, "pairLayout", spec.pairLayout, ["interleaved", "half-split"]) === "interleaved"
      ? [2, 1]
      : [1, pairs];
  const rotated = vectors.slice() as Vectors;
  for (let token = 0; token < tokens; token++) {
    const row = (table === undefined ? token : (positions[token] as number)) * pairs;
    for (let head = 0; head < heads; head++) {
      const start = (token * heads + head) * headDimension;
      for (let pair = 0; pair < pairs; pair++) {
        const [first, second] = [start + pair * firstStride, start + pair * firstStride + secondOffset];
        const [x, y] = [vectors[first] as number, vectors[second] as number];
        const [cosine, sine] = [cosines[row + pair] as number, sines[row + pair] as number];
        rotated[first] = x * cosine - y * sine;
        rotated[second] = x * sine + y * cosine;
      }
    }
  }
  return rotated;
}

type Values = Pick<RotaryTable, "cosines" | "sines">;

const valuesAt = (embedding: RotaryEmbedding, positions: ArrayLike<number>): Values => ({
  cosines: embedding.cosines(positions),
  sines: embedding.sines(positions),
});

function valuesOf(table: RotaryTable, pairs: number, positions: ArrayLike<number>): Values {
  requireNumber(WHERE, "the table's length", table.length, { whole: true, from: 0 });
  requireNumbers(WHERE, "positions", positions, { from: 0, to: table.length - 1 });
  for (const values of [table.cosines, table.sines]) {
    if ((values instanceof Float32Array || values instanceof Float64Array) && values.length === table.length * pairs)
      continue;
    throw new RopeError({ where: WHERE, expected: "a table made by rotaryTable", received: showReceived(values) });
  }
  return table;
}
