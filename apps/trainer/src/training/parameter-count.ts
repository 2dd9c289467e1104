import type { TrainingPlan } from "@resonance-rope/contracts";
import { parameterShapes } from "@resonance-rope/model-tiny";

/** Numbers that the model of a plan learns. */
export function parameterCount({ model, rope }: TrainingPlan): number {
  const sizes = parameterShapes(model, rope.headDimension).map(({ shape }) =>
    shape.reduce((product, size) => product * size, 1),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
