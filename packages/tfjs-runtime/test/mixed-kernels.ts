/** The kernels that multiply at a chosen precision, of sizes at which roundings show. */
import { randomSource } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { type Precision, causalAttention, matrixProduct, reluFeedForward, swigluFeedForward } from "../src/index.js";

export interface MixedKernel {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly compute: (inputs: readonly tf.Tensor[], precision: Precision) => tf.Tensor;
}

type Two = readonly [tf.Tensor2D, tf.Tensor2D];
type Three = readonly [...Two, tf.Tensor2D];

export const mixedKernels: readonly MixedKernel[] = [
  ...[2, 3].flatMap((rank) =>
    [false, true].flatMap((transposeA) =>
      [false, true].map((transposeB): MixedKernel => {
        const batch = rank === 3 ? [2] : [];
        return {
          name: `matrixProduct of rank ${rank} (transposed: left ${transposeA}, right ${transposeB})`,
          shapes: [
            [...batch, ...(transposeA ? [24, 6] : [6, 24])],
            [...batch, ...(transposeB ? [10, 24] : [24, 10])],
          ],
          compute: ([a, b], precision) =>
            matrixProduct(a as tf.Tensor, b as tf.Tensor, { transposeA, transposeB, precision }),
        };
      }),
    ),
  ),
  {
    name: "reluFeedForward",
    shapes: [
      [7, 12],
      [12, 24],
      [24, 12],
    ],
    compute(inputs, precision) {
      const [x, up, down] = inputs as unknown as Three;
      return reluFeedForward(x, { up, down }, { precision });
    },
  },
  {
    name: "reluFeedForward with dropout",
    shapes: [
      [7, 12],
      [12, 24],
      [24, 12],
    ],
    compute(inputs, precision) {
      const [x, up, down] = inputs as unknown as Three;
      const keep = tf.tensor2d(
        Array.from({ length: 7 * 24 }, (_, index) => (index % 4 === 0 ? 0 : 1 / 0.75)),
        [7, 24],
      );
      try {
        return reluFeedForward(x, { up, down }, { precision, keep });
      } finally {
        keep.dispose();
      }
    },
  },
  {
    name: "swigluFeedForward",
    shapes: [
      [7, 12],
      [12, 24],
      [12, 24],
      [24, 12],
    ],
    compute(inputs, precision) {
      const [x, gate, up, down] = inputs as unknown as readonly [...Three, tf.Tensor2D];
      return swigluFeedForward(x, { gate, up, down }, { precision });
    },
  },
  {
    name: "causalAttention",
    shapes: [
      [2, 260, 8],
      [2, 260, 8],
      [2, 260, 8],
    ],
    compute(inputs, precision) {
      const [query, key, value] = inputs as readonly tf.Tensor[] as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
      return causalAttention({ query, key, value }, { scale: 0.35, precision });
    },
  },
];

/**
 * Weights are scaled as a model's are; owned by the caller. The first word names the draw: at "reluFeedForward" no
 * activation lies so near 0 that rounding would move it to relu's other side, and its gradient with it.
 */
export function mixedTensors({ name, shapes }: MixedKernel): tf.Tensor[] {
  return shapes.map((shape, index) => {
    const random = randomSource(index).fork(name.split(" ", 1)[0] as string);
    const scale = index > 0 && shape.length === 2 ? 1 / Math.sqrt(shape[0] as number) : 1;
    const length = shape.reduce((product, size) => product * size, 1);
    return tf.tensor(
      Float32Array.from({ length }, () => scale * random.normal()),
      [...shape],
    );
  });
}
