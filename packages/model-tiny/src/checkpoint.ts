/**
 * The training state as a safetensors file, and back.
 *
 * A parameter stands under its own name (parameters.ts), its AdamW moments under `adamw.first_moment.NAME`
 * and `adamw.second_moment.NAME`; all float32. The step and the plan are kept beside it by whoever saves.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import { type SafetensorsTensor, readSafetensors, writeSafetensors } from "@resonance-rope/rope-interop";
import * as tf from "@tensorflow/tfjs-core";
import type { AdamwState } from "./adamw.js";
import type { ParameterShape } from "./parameters.js";

const names = (name: string): readonly [weight: string, firstMoment: string, secondMoment: string] => [
  name,
  `adamw.first_moment.${name}`,
  `adamw.second_moment.${name}`,
];

export async function saveCheckpoint(
  shapes: readonly ParameterShape[],
  state: readonly AdamwState[],
): Promise<Uint8Array> {
  const tensors = new Map<string, SafetensorsTensor>();
  for (const [index, { name, shape }] of shapes.entries()) {
    const { weight, firstMoment, secondMoment } = state[index] as AdamwState;
    for (const [part, tensor] of [weight, firstMoment, secondMoment].entries()) {
      const data = (await tensor.data()) as Float32Array;
      tensors.set(names(name)[part] as string, { dtype: "F32", shape: [...shape], data });
    }
  }
  return writeSafetensors(tensors);
}

/** The state of a checkpoint; throws when a tensor is missing or does not fit the model. */
export function loadCheckpoint(shapes: readonly ParameterShape[], bytes: Uint8Array): AdamwState[] {
  const { tensors } = readSafetensors(bytes);
  const read = (name: string, shape: readonly number[]): Float32Array => {
    const found = tensors.get(name);
    if (found?.dtype !== "F32" || found.shape.join() !== shape.join()) {
      throw new ResonanceError({
        kind: "invalid-file",
        where: "loadCheckpoint",
        expected: `${name} as F32 [${shape.join(", ")}]`,
        received: found === undefined ? "no such tensor" : `${found.dtype} [${found.shape.join(", ")}]`,
        remedy: "the checkpoint belongs to another model; resume the run that wrote it",
      });
    }
    return found.data;
  };
  // All is read before a tensor is made, so that a refused file leaves none.
  const values = shapes.map(({ name, shape }) => names(name).map((part) => read(part, shape)));
  return shapes.map(({ shape }, index) => {
    const made = values[index]?.map((data) => tf.tensor(data, [...shape])) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const [weight, firstMoment, secondMoment] = made;
    return { weight, firstMoment, secondMoment };
  });
}
