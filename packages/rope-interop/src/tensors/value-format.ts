/** How the values of a tensor stand in a file: blocks of so many bytes, each of so many values. */

export interface ValueFormat {
  readonly name: string;
  readonly elementsPerBlock: number;
  readonly bytesPerBlock: number;
  /** Fills `values` from as many whole blocks as that takes. */
  decode(blocks: DataView, values: Float32Array): void;
  /** Null of formats that are only read. */
  readonly encode: EncodeValues | null;
}

/**
 * Fills whole blocks from their values.
 * @returns the place of a value that the format cannot hold, or -1. What was finite never becomes infinite.
 */
export type EncodeValues = (values: Float32Array, blocks: DataView) => number;
