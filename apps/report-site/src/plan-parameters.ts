/** Parameter counts of a plan's model and of the paper's, by the same formula. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import { paperSetting } from "@resonance-rope/posgen";
import { parameterCount } from "./parameter-count.js";

export function planParameterCount({ model, rope }: TrainingPlan): number {
  return parameterCount({ ...model, headDimension: rope.headDimension });
}

/** The paper gives no count; its shapes give this one (vocabulary of 17, a head of its own). */
export const paperParameterCount: number = parameterCount({
  ...paperSetting,
  vocabularySize: paperSetting.modulus,
  head: "separate",
});
