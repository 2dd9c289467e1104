/**
 * Refuses a card that does not even swap two axes rightly: where CUDA's runtime is not the one that TensorFlow was built
 * for, a symbol can be missing, which TensorFlow says once in its log before it goes on and computes nonsense.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { NativeBinding } from "./binding.js";
import { tensorTypes } from "./op-attributes.js";
import type { TensorMetadata } from "./tensor-metadata.js";

/** Batch, length, heads and width of a head, as attention swaps the two in the middle: a kernel that was seen to fail. */
const shape = [2, 3, 5, 7] as const;
const swapped = [0, 2, 1, 3];

export function refuseWrongCard(binding: NativeBinding): void {
  const [batch, length, heads, width] = shape;
  const values = Float32Array.from({ length: batch * length * heads * width }, (_, index) => index);
  const ids = [
    binding.createTensor(shape, tensorTypes.TF_FLOAT, values),
    binding.createTensor([swapped.length], tensorTypes.TF_INT32, swapped),
  ];
  const output = binding.executeOp("Transpose", [], ids, 1)[0] as TensorMetadata;
  const made = binding.tensorDataSync(output.id);
  for (const id of [...ids, output.id]) binding.deleteTensor(id);
  const right = transposed(values);
  const wrong = right.findIndex((value, place) => value !== made[place]);
  if (wrong < 0) return;
  throw new ResonanceError({
    kind: "unavailable",
    where: "loadNativeTensorFlow",
    expected: `the card to swap two axes as a processor does, ${right[wrong]} at place ${wrong}`,
    received: String(made[wrong]),
    remedy:
      "see that LD_LIBRARY_PATH names no other CUDA than that of `resonance doctor --install`, or compute on the processor with CUDA_VISIBLE_DEVICES=-1",
  });
}

function transposed(values: Float32Array): number[] {
  const [, length, heads, width] = shape;
  return Array.from(values, (_, place) => {
    const [b, h] = [Math.floor(place / (heads * length * width)), Math.floor(place / (length * width)) % heads];
    const [l, w] = [Math.floor(place / width) % length, place % width];
    return values[((b * length + l) * heads + h) * width + w] as number;
  });
}
