/** What `resonance bench --json` prints. */
import type { Precision, RunRecord } from "@resonance-rope/contracts";
import type { SizeName, SuiteName } from "./comparison.js";

export type ContenderName = "ours" | "pytorch" | "pytorch-compiled";

export interface ComparisonKey {
  readonly suite: SuiteName;
  readonly size: SizeName;
  readonly precision: Precision;
  /** T */
  readonly length: number;
}

export interface BenchRow extends ComparisonKey {
  readonly contender: ContenderName;
  readonly engine: string;
  readonly turns: number;
  /** Of one unit of work: a training step, or the scoring of all sequences. */
  readonly medianMs: number;
  readonly lowerQuartileMs: number;
  readonly upperQuartileMs: number;
  readonly tokensPerSecond: number;
  /** Operations of the products a second (count-operations.ts), as a share of `peaks`; ours alone. */
  readonly shareOfPeak: number | null;
  /** Of a unit's time, what passes outside the recorded function; null where that cannot be told. */
  readonly shareOutside: number | null;
  readonly peakRssBytes: number;
  /** Nats a token at the end. Contenders start from weights of their own: plausible, not equal. */
  readonly loss: number | null;
}

export interface BenchRatio extends ComparisonKey {
  readonly peer: Exclude<ContenderName, "ours">;
  /** The peer's median by ours: above 1, ours is faster. */
  readonly ratioOfMedians: number;
}

export interface LeftOut extends ComparisonKey {
  readonly contender: ContenderName;
  readonly why: string;
}

/** The largest rate that this project's engine reached in a large matrix product, anywhere in the run. */
export interface Peak {
  readonly precision: Precision;
  readonly gflops: number;
}

export interface BenchReport {
  readonly rows: readonly BenchRow[];
  readonly ratios: readonly BenchRatio[];
  readonly leftOut: readonly LeftOut[];
  readonly peaks: readonly Peak[];
  /** Why PyTorch was not measured at all, or null. */
  readonly withoutPeer: string | null;
  readonly threads: number;
  readonly machine: RunRecord["machine"];
  /** Processes that wanted to run in the minute before. */
  readonly loadBefore: number;
}
