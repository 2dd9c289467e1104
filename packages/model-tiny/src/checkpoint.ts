/**
 * The training state as a safetensors file, and back.
 *
 * A parameter stands under its own name (parameters.ts), its AdamW moments under `adamw.first_moment.NAME`
 * and `adamw.second_moment.NAME`; all float32. The step and the plan are kept beside it by whoever saves.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import { type SafetensorsTensor, readSafetensors, writeSafetensors } from "@resonance-rope/rope-interop";
import * as tf from "@tensorflow/tfjs-core";
import type { ParameterShape } from "./parameters.js";
import { type TrainingState, stateOf, stateTensors } from "./training-state.js";

/** Tensors in the file, in the order of `stateTensors`. */
const fileNames = (
  shapes: readonly Pick<ParameterShape, "name" | "shape">[],
): { readonly name: string; readonly shape: readonly number[] }[] =>
  ["", "adamw.first_moment.", "adamw.second_moment."].flatMap((prefix) =>
    shapes.map(({ name, shape }) => ({ name: `${prefix}${name}`, shape })),
  );

export async function saveCheckpoint(
  shapes: readonly Pick<ParameterShape, "name" | "shape">[],
  state: TrainingState,
): Promise<Uint8Array> {
  const saved = stateTensors(state);
  const tensors = new Map<string, SafetensorsTensor>();
  for (const [index, { name, shape }] of fileNames(shapes).entries()) {
    const data = (await (saved[index] as tf.Tensor).data()) as Float32Array;
    tensors.set(name, { dtype: "F32", shape: [...shape], data });
  }
  return writeSafetensors(tensors);
}

/** The state of a checkpoint; throws when a tensor is missing or does not fit the model. */
export function loadCheckpoint(
  shapes: readonly Pick<ParameterShape, "name" | "shape">[],
  bytes: Uint8Array,
): TrainingState {
  const { tensors } = readSafetensors(bytes);
  // All is read before a tensor is made, so that a refused file leaves none.
  const values = fileNames(shapes).map(({ name, shape }) => {
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
    return { data: found.data, shape };
  });
  return stateOf(values.map(({ data, shape }) => tf.tensor(data, [...shape])));
}
