import { type PairLayout, type RopeSpec, createRotaryEmbedding } from "@resonance-rope/rope-core";

/**
 * Moves the pairs of heads to another layout, in place: row 2j and 2j + 1 of a head to j and j + P, or back. Logits do
 * not change when the dimensions of queries and keys are permuted alike.
 * @param values of a matrix stored output first, or of a bias: heads x D rows.
 */
export function movePairs(values: Float32Array, rows: number, spec: RopeSpec, to: PairLayout): void {
  if (spec.pairLayout === to) return;
  const { headDimension } = spec;
  const pairs = createRotaryEmbedding(spec).angularFrequencies.length;
  const rowLength = values.length / rows;
  const headLength = headDimension * rowLength;
  for (let begin = 0; begin < values.length; begin += headLength) {
    const head = values.slice(begin, begin + headLength);
    for (let row = 0; row < 2 * pairs; row++) {
      const source =
        to === "interleaved" ? (row >> 1) + (row % 2) * pairs : 2 * (row % pairs) + Math.floor(row / pairs);
      values.set(head.subarray(source * rowLength, (source + 1) * rowLength), begin + row * rowLength);
    }
  }
}
