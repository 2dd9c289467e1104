/** bfloat16 in native TensorFlow's products: close to float32, and not float32. */
import { ResonanceError } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compile, reluFeedForward, swigluFeedForward } from "../../src/index.js";
import { mixedOps } from "../../src/kernels/mixed-precision.js";
import { type NativeBackend, withNativeOps } from "../../src/native-tensorflow/native-ops.js";
import { processorRefusal } from "../../src/native-tensorflow/processor-refusal.js";
import { type Precision, setProcessorRefusal } from "../../src/precision.js";
import { memoryInUse } from "../memory-in-use.js";
import { type MixedKernel, mixedKernels, mixedTensors } from "../mixed-kernels.js";

/** Two of bfloat16's units in the last place: a factor is rounded by at most half of one, and several roundings add up. */
const tolerance = 2 ** -6;

/** The largest difference, over the largest value. */
function relativeDifference(actual: tf.Tensor, expected: tf.Tensor): number {
  return tf.tidy(() => {
    const largest = tf.max(tf.abs(expected)).dataSync()[0] as number;
    return (tf.max(tf.abs(tf.sub(actual, expected))).dataSync()[0] as number) / largest;
  });
}

function valueAndGradients({ compute }: MixedKernel, inputs: tf.Tensor[], precision: Precision): tf.Tensor[] {
  const objective = (...values: tf.Tensor[]): tf.Scalar => {
    const output = compute(values, precision);
    const weights = tf.reshape(tf.cos(tf.range(0, output.size)), output.shape);
    return tf.sum(tf.mul(output, weights));
  };
  return [compute(inputs, precision), ...tf.grads(objective)(inputs)];
}

export function mixedPrecision(): void {
  // The arithmetic is TensorFlow's on any processor, if slower.
  const here = processorRefusal();
  beforeAll(() => setProcessorRefusal(null));
  afterAll(() => setProcessorRefusal(here));

  it.each(mixedKernels)("$name is refused on a processor that would be slower with it", (kernel) => {
    setProcessorRefusal("a processor of before");
    const inputs = mixedTensors(kernel);
    const before = memoryInUse();
    try {
      expect(() => kernel.compute(inputs, "mixed-bfloat16")).toThrow("got a processor of before");
      expect(memoryInUse()).toEqual(before);
    } finally {
      setProcessorRefusal(null);
      tf.dispose(inputs);
    }
  });

  it.each(mixedKernels)("$name and its gradients are float32's within bfloat16's rounding, but not equal", (kernel) => {
    tf.tidy(() => {
      const inputs = mixedTensors(kernel);
      const whole = valueAndGradients(kernel, inputs, "float32");
      const mixed = valueAndGradients(kernel, inputs, "mixed-bfloat16");
      const compiled = compile((tensors) => valueAndGradients(kernel, tensors, "mixed-bfloat16"));
      const recorded = compiled(inputs);
      for (const [index, expected] of whole.entries()) {
        const actual = mixed[index] as tf.Tensor;
        expect([actual.dtype, actual.shape]).toEqual(["float32", expected.shape]);
        const difference = relativeDifference(actual, expected);
        expect(difference).toBeLessThan(tolerance);
        expect(difference).toBeGreaterThan(2 ** -12);
        expect(relativeDifference(recorded[index] as tf.Tensor, expected)).toBeLessThan(tolerance);
      }
      compiled.dispose();
    });
  });

  it("activations packed for the gradient come back to the bit", () => {
    const before = memoryInUse();
    tf.tidy(() => {
      const x = tf.randomNormal([3, 5, 8], 0, 100, "float32", 1);
      const backend = tf.backend() as unknown as NativeBackend;
      const [packed, rounded] = withNativeOps(backend, (ops) => {
        const { factor, whole, pack } = mixedOps(ops, "mixed-bfloat16");
        return [pack(factor(x)), whole(factor(x))];
      }) as [tf.Tensor, tf.Tensor];
      expect([packed.dtype, packed.shape]).toEqual(["float32", [3, 5, 4]]);
      const [unpacked] = withNativeOps(backend, (ops) => {
        const { whole, unpack } = mixedOps(ops, "mixed-bfloat16");
        return [whole(unpack(packed))];
      }) as [tf.Tensor];
      expect(unpacked.shape).toEqual(x.shape);
      expect(unpacked.dataSync()).toEqual(rounded.dataSync());
      expect(relativeDifference(rounded, x)).toBeLessThan(2 ** -8);
    });
    expect(memoryInUse()).toEqual(before);
  });

  it.each(["reluFeedForward", "swigluFeedForward"])(
    "%s of an odd wide dimension is refused in mixed-bfloat16, and is not in float32",
    (name) => {
      const weights = { gate: tf.ones([4, 5]), up: tf.ones([4, 5]), down: tf.ones([5, 4]) } as Record<
        "gate" | "up" | "down",
        tf.Tensor2D
      >;
      const x = tf.ones<tf.Rank.R2>([3, 4]);
      const layer = name === "reluFeedForward" ? reluFeedForward : swigluFeedForward;
      const plain = layer(x, weights, { precision: "float32" });
      expect(plain.shape).toEqual([3, 4]);
      const before = memoryInUse();
      let refusal: unknown;
      try {
        layer(x, weights, { precision: "mixed-bfloat16" });
      } catch (error) {
        refusal = error;
      }
      expect(ResonanceError.isInstance(refusal)).toBe(true);
      expect((refusal as ResonanceError).message).toBe(
        `${name}: expected an even wide dimension, for mixed-bfloat16, got 5; use float32, or widen it by one`,
      );
      expect(memoryInUse()).toEqual(before);
      tf.dispose([x, plain, ...Object.values(weights)]);
    },
  );
}
