/** What is trained in the page: the models' own experiment, small enough that a minute shows it. */
import type { TrainingPlan } from "@resonance-rope/contracts";

/** Under a minute's steps no schedule has time to work, and its length is not known before. */
const optimizer = { peakLearningRate: 2e-3, schedule: "constant", warmupFraction: 0 } as const;

export function livePlan(plan: TrainingPlan): TrainingPlan {
  return {
    ...plan,
    model: { ...plan.model, width: 64, heads: 64 / plan.rope.headDimension, feedForwardWidth: 256 },
    optimizer: { ...plan.optimizer, ...optimizer },
    batchSize: 8,
    sequences: { ...plan.sequences, validation: 32, test: 1 },
  };
}
