import type { Finding } from "./findings/finding.js";
import type { ModelDescription } from "./model-description.js";
import type { PositionRange } from "./position-ranges.js";

export interface InspectOptions {
  /** The length in tokens that the model is to be used at. */
  readonly targetLength?: number;
  /** Whether ranges are measured, which takes time in proportion to the target; default true. */
  readonly measureRanges?: boolean;
}

/** A model's position encoding, what to know of it, and what training saw up to a target. */
export interface Inspection {
  readonly description: ModelDescription;
  /** Errors first. */
  readonly findings: readonly Finding[];
  /** Doublings of the trained length up to the target; none without a target beyond it, or unmeasured. */
  readonly ranges: readonly PositionRange[];
}
