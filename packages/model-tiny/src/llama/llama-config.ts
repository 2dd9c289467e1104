/** The shape of a LLaMA-family decoder: LLaMA, Mistral, SmolLM, and Qwen2 with its biases. */
export interface LlamaConfig {
  readonly vocabularySize: number;
  readonly layers: number;
  /** d; heads x head dimension may differ from it. */
  readonly width: number;
  /** H, of queries; the head dimension D stands in the RopeSpec. */
  readonly heads: number;
  /** K, of keys and values; divides H. */
  readonly keyValueHeads: number;
  readonly feedForwardWidth: number;
  /** Added to the mean square in RMSNorm. */
  readonly normEpsilon: number;
  /** Of the projections to queries, keys and values. */
  readonly biases: boolean;
  /** `tied`: the embedding is the head. */
  readonly head: "separate" | "tied";
}
