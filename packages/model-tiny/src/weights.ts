/** A model's weights alone as a small safetensors file: float16, no moments, a sixth of a checkpoint. */
import { ResonanceError } from "@resonance-rope/contracts";
import {
  type SafetensorsTensor,
  fromHalfBits,
  readSafetensors,
  toHalfBits,
  writeSafetensors,
} from "@resonance-rope/rope-interop";
import * as tf from "@tensorflow/tfjs-core";
import type { ParameterShape } from "./parameters.js";

/** @param weights in the order of `shapes`; each is rounded to the nearest float16. */
export async function saveWeights(
  shapes: readonly ParameterShape[],
  weights: readonly tf.Tensor[],
): Promise<Uint8Array<ArrayBuffer>> {
  const tensors = new Map<string, SafetensorsTensor>();
  for (const [index, { name, shape }] of shapes.entries()) {
    const data = (await (weights[index] as tf.Tensor).data()) as Float32Array;
    tensors.set(name, { dtype: "F16", shape: [...shape], data: toHalfBits(data) });
  }
  return writeSafetensors(tensors);
}

/** The weights of a file of `saveWeights`, or the float32 ones of a checkpoint; owned by the caller. */
export function loadWeights(shapes: readonly ParameterShape[], bytes: Uint8Array): tf.Tensor[] {
  const { tensors } = readSafetensors(bytes);
  // All is read before a tensor is made, so that a refused file leaves none.
  const values = shapes.map(({ name, shape }) => {
    const found = tensors.get(name);
    if (found?.shape.join() === shape.join()) {
      if (found.dtype === "F32") return found.data;
      if (found.dtype === "F16") return fromHalfBits(found.data);
    }
    throw new ResonanceError({
      kind: "invalid-file",
      where: "loadWeights",
      expected: `${name} as F16 or F32 [${shape.join(", ")}]`,
      received: found === undefined ? "no such tensor" : `${found.dtype} [${found.shape.join(", ")}]`,
      remedy: "these are the weights of another model",
    });
  });
  return shapes.map(({ shape }, index) => tf.tensor(values[index] as Float32Array, [...shape]));
}
