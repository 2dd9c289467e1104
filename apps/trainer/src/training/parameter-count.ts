import type { TrainingPlan } from "@resonance-rope/contracts";
import { parameterShapes } from "@resonance-rope/model-tiny";

/** Numbers that the model of a plan learns. Its layers are alike and not listed: a plan may ask for any number of them. */
export function parameterCount({ model, rope }: TrainingPlan): number {
  const countOf = (layers: number): number =>
    parameterShapes({ ...model, layers }, rope.headDimension)
      .map(({ shape }) => shape.reduce((product, size) => product * size, 1))
      .reduce((sum, size) => sum + size, 0);
  const one = countOf(1);
  return one + (model.layers - 1) * (countOf(2) - one);
}
