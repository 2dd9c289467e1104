/** A tensor of a model file, whatever the file's format: what it is at once, its values when they are asked for. */

export interface ModelTensor {
  readonly name: string;
  /** The contiguous dimension last, as PyTorch and safetensors have it; a GGUF's own order is the reverse. */
  readonly shape: readonly number[];
  /** How the file holds it: `F16`, `Q4_K`, … */
  readonly type: string;
  /** Whether `values` reads that type: of ggml's quantisations only the usual ones. */
  readonly isReadable: boolean;
  /**
   * All values in float32, row by row, in memory of their own. Read a block at a time: beside the result it takes
   * about a megabyte.
   * @throws ResonanceError of kind `invalid-argument` for a type whose values cannot be read here; of kind
   *   `invalid-file` where the file ends too early.
   */
  values(): Promise<Float32Array<ArrayBuffer>>;
}
