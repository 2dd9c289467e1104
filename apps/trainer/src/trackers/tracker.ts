/** A program beside this one that shows trainings and fine-tunings as they go. */
import type {
  FinetuningRecord,
  FinetuningResult,
  FinetuningRow,
  MetricRow,
  RunRecord,
  RunResult,
} from "@resonance-rope/contracts";

export interface TrackedRow {
  readonly row: MetricRow | FinetuningRow;
  /** When it was made, in milliseconds since 1970. */
  readonly madeAt: number;
}

export interface TrackedStart {
  readonly record: RunRecord | FinetuningRecord;
  /** All that a run which goes on has behind it, whether or not it was tracked then. */
  readonly rows: readonly TrackedRow[];
  readonly madeAt: number;
}

/** `failed` where the training threw. */
export type TrackedEnd =
  | { readonly status: "done"; readonly result: RunResult | FinetuningResult; readonly madeAt: number }
  | { readonly status: "stopped" | "failed"; readonly madeAt: number };

/** Called in this order, each call after the one before it; one that rejects is the last. */
export interface Tracker {
  readonly name: string;
  start(start: TrackedStart, signal: AbortSignal): Promise<void>;
  write(rows: readonly TrackedRow[], signal: AbortSignal): Promise<void>;
  end(end: TrackedEnd, signal: AbortSignal): Promise<void>;
}
