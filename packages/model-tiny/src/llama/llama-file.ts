/** A LLaMA-family model as it lies in a file: its shape, its position encoding, and its tensors, none read yet. */
import type { ModelDescription, ModelTensor } from "@resonance-rope/rope-interop";
import type { LlamaConfig } from "./llama-config.js";
import type { LlamaFileFormat } from "./llama-file-names.js";

export interface LlamaFile {
  readonly format: LlamaFileFormat;
  readonly config: LlamaConfig;
  /** Its `spec` is what the engine of reference computes, in the layout of pairs that the file's weights have. */
  readonly description: ModelDescription;
  /** By the file's own names. */
  readonly tensors: ReadonlyMap<string, ModelTensor>;
}
