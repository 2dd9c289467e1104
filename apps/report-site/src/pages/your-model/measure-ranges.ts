/** `positionRanges` pair by pair, with a pause after each: a page that measures a million tokens stays awake. */
import type { RotaryEmbedding } from "@resonance-rope/rope-core";
import { type PositionRange, positionRanges } from "@resonance-rope/rope-interop";

/** @throws what `signal` was aborted with. */
export async function measureRanges(
  embedding: RotaryEmbedding,
  targetLength: number,
  signal?: AbortSignal,
): Promise<readonly PositionRange[]> {
  let total: PositionRange[] = [];
  for (const pair of embedding.wavelengthsTokens.keys()) {
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const own = positionRanges(onlyPair(embedding, pair), targetLength);
    total = pair === 0 ? own : total.map((range, index) => together(range, own[index]));
  }
  return total;
}

function onlyPair(embedding: RotaryEmbedding, pair: number): RotaryEmbedding {
  const only = (list: Float64Array): Float64Array => list.slice(pair, pair + 1);
  return {
    ...embedding,
    spec: { ...embedding.spec, headDimension: 2, rotaryFraction: 1 },
    angularFrequencies: only(embedding.angularFrequencies),
    wavelengthsTokens: only(embedding.wavelengthsTokens),
    periodsTokens: only(embedding.periodsTokens),
  };
}

function together(a: PositionRange, b: PositionRange | undefined): PositionRange {
  if (b === undefined) return a;
  return {
    begin: a.begin,
    end: a.end,
    exactPairs: a.exactPairs + b.exactPairs,
    nearPairs: a.nearPairs + b.nearPairs,
    largestStep: Math.max(a.largestStep, b.largestStep),
    newPairs: a.newPairs + b.newPairs,
  };
}
