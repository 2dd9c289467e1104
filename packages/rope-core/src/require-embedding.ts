import { requireObject } from "./require-choice.js";
import { RopeError } from "./rope-error.js";
import type { RotaryEmbedding } from "./rope-spec.js";
import { showReceived } from "./show-received.js";
import { unscaledRopeOf } from "./unscaled-rope-of.js";

/** @throws RopeError unless `embedding` looks like what `createRotaryEmbedding` returns. */
export function requireEmbedding(where: string, embedding: RotaryEmbedding): RotaryEmbedding {
  const { spec, angularFrequencies, wavelengthsTokens, periodsTokens } = requireObject(
    where,
    "the embedding",
    embedding,
  );
  const pairs = unscaledRopeOf(where, spec).rotatedDimensions / 2;
  for (const list of [angularFrequencies, wavelengthsTokens, periodsTokens]) {
    if (list instanceof Float64Array && list.length === pairs) continue;
    throw new RopeError({
      where,
      expected: `an embedding with lists of ${pairs} float64 numbers`,
      received: showReceived(list),
      remedy: "make it with createRotaryEmbedding",
    });
  }
  return embedding;
}
