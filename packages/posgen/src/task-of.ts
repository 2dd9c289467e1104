import type { SequenceTask, TrainingPlan } from "@resonance-rope/contracts";

/** What posgen makes the sequences of a plan from. */
export const taskOf = ({ task, farTokens, nearTokens, modulus, rule }: TrainingPlan): SequenceTask => ({
  name: task,
  farTokens,
  nearTokens,
  modulus,
  rule,
});
