/**
 * What a model file says of its position encoding, whatever the format: the one result of every reader, and
 * what findings, engines and exports start from.
 */
import type { RopeSpec } from "@resonance-rope/rope-core";

export interface ModelDescription {
  readonly format: "hugging-face" | "gguf";
  /** As the file calls itself; null where it does not. */
  readonly name: string | null;
  /** Hugging Face's `model_type` or GGUF's `general.architecture`. */
  readonly architecture: string;
  /**
   * The encoding as the engine of reference computes it: transformers for Hugging Face, llama.cpp for GGUF.
   * An export of ours that still computes what it recorded is given as recorded (`resonance_rope`). Where
   * layer types differ, the encoding of the layers that attend to the whole sequence.
   */
  readonly spec: RopeSpec;
  /** Encodings of the other layer types (`sliding_attention`, …), by the model's own name of them. */
  readonly otherLayers: Readonly<Record<string, RopeSpec>>;
  /** M: positions that the file allows (`max_position_embeddings`, `context_length`), in tokens. */
  readonly contextLength: number;
  /** The encoding that an export of ours recorded, whether or not the rest of the file still agrees; null without one. */
  readonly recorded: RopeSpec | null;
}
