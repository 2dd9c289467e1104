import type { TrainingPlan } from "@resonance-rope/contracts";
import type { TrackerFlags } from "../trackers/tracker-flags.js";

/** One run of a sweep: its plan, the flags of `resonance train` that give exactly this plan, and where it is shown. */
export interface SweepRun {
  readonly runId: string;
  readonly plan: TrainingPlan;
  readonly flags: readonly string[];
  readonly trackers?: TrackerFlags;
}
