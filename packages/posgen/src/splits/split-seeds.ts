/** The seeds of the three splits, each count x (j + k) tokens, row-major. */
export interface SplitSeeds {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/** How many sequences each split has. */
export interface SplitCounts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}
