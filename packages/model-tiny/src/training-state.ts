/** What a training changes from step to step: each parameter with its AdamW moments. */
import type { AdamwTensors } from "@resonance-rope/tfjs-runtime";
import type * as tf from "@tensorflow/tfjs-core";

/** The tensors in the order of `parameterShapes`. */
export type TrainingState = AdamwTensors;

/** Weights, then first moments, then second moments. */
export const stateTensors = ({ weights, firstMoments, secondMoments }: TrainingState): tf.Tensor[] => [
  ...weights,
  ...firstMoments,
  ...secondMoments,
];

/** What `stateTensors` gave. */
export function stateOf(tensors: readonly tf.Tensor[]): TrainingState {
  const count = tensors.length / 3;
  const part = (index: number): tf.Tensor[] => tensors.slice(index * count, (index + 1) * count);
  return { weights: part(0), firstMoments: part(1), secondMoments: part(2) };
}
