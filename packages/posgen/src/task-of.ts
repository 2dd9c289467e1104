import type { SequenceTask, TrainingPlan } from "@resonance-rope/contracts";
import { requireObject } from "./require-object.js";

/** What posgen makes the sequences of a plan from. */
export function taskOf(plan: TrainingPlan): SequenceTask {
  const { task, farTokens, nearTokens, modulus, rule } = requireObject(plan, "a training plan", "taskOf");
  return { name: task, farTokens, nearTokens, modulus, rule };
}
