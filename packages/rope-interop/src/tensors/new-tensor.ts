/** A tensor to write. One that was read is one with another `type`: `{ ...tensor, type: "F16" }`. */

export interface NewTensor<Type extends string = string> {
  readonly name: string;
  /** The contiguous dimension last. */
  readonly shape: readonly number[];
  /** How the file is to hold it. */
  readonly type: Type;
  /** Asked for when its turn comes and let go after, so that of a model one tensor at a time is in memory. */
  values(): Float32Array | Promise<Float32Array>;
}
