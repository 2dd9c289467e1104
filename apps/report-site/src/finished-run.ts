import type { RunRecord, RunResult } from "@resonance-rope/contracts";
import type { TrainingCurves } from "./training-curves.js";

export interface FinishedRun {
  readonly record: RunRecord;
  readonly result: RunResult;
  readonly curves: TrainingCurves;
  /** Which of the folders of runs it lies in, from 0: what was asked for first is shown first. */
  readonly place: number;
}
