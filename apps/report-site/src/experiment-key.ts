/** What runs must share to be of one experiment. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import type { FinishedRun } from "./finished-run.js";
import { sortedJson } from "./sorted-json.js";

/** Equal for the runs that may be compared. */
export const experimentKey = ({ record: { plan, backend } }: Pick<FinishedRun, "record">): string =>
  sortedJson([backend, sharedPlan(plan)]);

/** What every plan of an experiment has. */
export function sharedPlan(plan: TrainingPlan): object {
  const free = ["rope", "trainingRope", "seed", "evaluateEverySteps", "checkpointEverySteps"];
  return Object.fromEntries(Object.entries(plan).filter(([field]) => !free.includes(field)));
}
