/** What runs must share to be of one experiment. */
import { type TrainingPlan, canonicalJson } from "@resonance-rope/contracts";
import type { FinishedRun } from "./finished-run.js";

/** Equal for the runs that may be compared. */
export const experimentKey = ({ record: { plan, backend } }: Pick<FinishedRun, "record">): string =>
  canonicalJson([backend, sharedPlan(plan)]);

/** What every plan of an experiment has. */
export function sharedPlan(plan: TrainingPlan): object {
  const free = ["rope", "trainingRope", "seed", "evaluateEverySteps", "checkpointEverySteps"];
  return Object.fromEntries(Object.entries(plan).filter(([field]) => !free.includes(field)));
}
