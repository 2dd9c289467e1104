import type { TrainingPlan } from "@resonance-rope/contracts";
import { type Training, type TrainingOptions, createTraining } from "@resonance-rope/model-tiny";

/** The training that a plan describes, at its start or at a checkpoint. */
export function trainingOfPlan(
  { model, trainingRope, optimizer, steps, trainedLength, seed, precision }: TrainingPlan,
  checkpoint?: TrainingOptions["checkpoint"],
): Training {
  return createTraining({
    config: model,
    rope: trainingRope,
    optimizer,
    steps,
    length: trainedLength,
    seed,
    precision,
    ...(checkpoint === undefined ? {} : { checkpoint }),
  });
}
