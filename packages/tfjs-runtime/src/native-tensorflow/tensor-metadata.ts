/** What an op answers for each of its outputs, under tfjs-node's names. */
export interface TensorMetadata {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}
