import * as tf from "@tensorflow/tfjs-core";
import type { KernelSample } from "./kernel-samples.js";
import { normals } from "./normals.js";

/** The output, and the gradient of a weighted sum of it by each of the chosen inputs. */
export function outputAndGradients(
  compute: KernelSample["kernel"],
  inputs: readonly tf.Tensor[],
  chosen: readonly boolean[],
): tf.Tensor[] {
  const objective = (...free: tf.Tensor[]): tf.Scalar => {
    const rest = [...free];
    const output = compute(
      ...inputs.map((input, index) => (chosen[index] === true ? (rest.shift() as tf.Tensor) : input)),
    );
    return tf.sum(tf.mul(output, tf.tensor(normals("weights", output.size), output.shape)));
  };
  const free = inputs.filter((_, index) => chosen[index] === true);
  return [compute(...inputs), ...tf.grads(objective)(free)];
}

/** The inputs that a kernel has gradients by. */
export const variables = ({ inputs }: KernelSample): boolean[] => inputs.map(({ constant }) => !constant);
