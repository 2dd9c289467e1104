/** The part of a RopeSpec that every scaling starts from: plain RoPE over the rotated dimensions. */
export interface UnscaledRope {
  /** R, even. */
  readonly rotatedDimensions: number;
  /** b. */
  readonly base: number;
  /** L, in tokens. */
  readonly trainedLength: number;
  /** theta_j in radians a token, length P. */
  readonly angularFrequencies: Float64Array;
}
