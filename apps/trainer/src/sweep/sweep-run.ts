import type { TrainingPlan } from "@resonance-rope/contracts";

/** One run of a sweep: its plan, and the flags of `resonance train` that give exactly this plan. */
export interface SweepRun {
  readonly runId: string;
  readonly plan: TrainingPlan;
  readonly flags: readonly string[];
}
