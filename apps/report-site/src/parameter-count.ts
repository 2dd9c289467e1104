/** Trainable numbers of a decoder of this shape: embedding, head, attention, feed-forward and norms, no biases. */
export interface DecoderShape {
  readonly vocabularySize: number;
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly headDimension: number;
  readonly feedForwardWidth: number;
  readonly head: "separate" | "tied";
}

export function parameterCount(shape: DecoderShape): number {
  const { vocabularySize, layers, width, heads, headDimension, feedForwardWidth, head } = shape;
  const attention = 4 * width * heads * headDimension;
  const feedForward = 2 * width * feedForwardWidth;
  const embeddings = vocabularySize * width * (head === "tied" ? 1 : 2);
  return embeddings + layers * (attention + feedForward + 2 * width) + width;
}
