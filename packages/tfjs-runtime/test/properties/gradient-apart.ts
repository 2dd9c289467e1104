/** A gradient that is taken in a call of its own. */
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { compileWithGradient, matrixProduct, rmsNorm, swigluFeedForward } from "../../src/index.js";
import { largestDifference } from "../largest-difference.js";

/** And disposes of them. */
async function valuesOf(tensors: readonly tf.Tensor[]): Promise<number[]> {
  const values: number[] = [];
  for (const tensor of tensors) values.push(...(await tensor.data()));
  tf.dispose([...tensors]);
  return values;
}

/** Of x, three weights, and a matrix without a gradient: kernels of ours, ops of tfjs, and one tensor used thrice. */
const layer = ([x, gate, up, down, fixed]: readonly tf.Tensor[]): tf.Tensor => {
  const normed = rmsNorm(x as tf.Tensor2D, null, 1e-5);
  const weights = { gate: gate as tf.Tensor2D, up: up as tf.Tensor2D, down: down as tf.Tensor2D };
  const fed = swigluFeedForward(normed, weights, { precision: "float32" });
  const turned = tf.reshape(tf.transpose(tf.reshape(normed, [3, 2, 2]), [0, 2, 1]), [3, 4]) as tf.Tensor2D;
  const product = matrixProduct(turned, fixed as tf.Tensor2D, { precision: "float32" });
  return tf.add(tf.mul(tf.tanh(product), normed), fed);
};
const named = [0, 1, 2, 3];
const shapes = [
  [3, 4],
  [4, 6],
  [4, 6],
  [6, 4],
  [4, 4],
] as const;
const inputsOf = (begin: number): tf.Tensor[] =>
  tf.tidy(() =>
    shapes.map(([rows, columns], index) =>
      tf.reshape(tf.sin(tf.mul(tf.range(begin + index, begin + index + rows * columns), 1.7)), [rows, columns]),
    ),
  );

/** @param hasKept whether anything is handed over on this backend. */
export function gradientApart(hasKept: boolean): void {
  describe("a gradient in a call of its own", () => {
    it("has the function's values and gradients, computed again or from what was kept, and no tensor stays", async () => {
      const before = tf.memory().numTensors;
      const { forward, forwardKeeping, backward, dispose } = compileWithGradient(layer, named);
      // Each the second time, when what is recorded is called.
      for (const begin of [0, 5]) {
        const inputs = inputsOf(begin);
        const upstream = tf.tidy(() => tf.reshape(tf.cos(tf.range(begin, begin + 12)), [3, 4]));
        const expected = await valuesOf([tf.tidy(() => layer(inputs))]);
        const byEach = tf.tidy(() =>
          tf.grads((...values: tf.Tensor[]) => layer([...values, inputs[4] as tf.Tensor]))(
            inputs.slice(0, 4),
            upstream,
          ),
        );
        const expectedGradients = await valuesOf(byEach);
        const { output, kept } = forwardKeeping(inputs);
        expect(kept.length > 0).toBe(hasKept);
        for (const found of [forward(inputs), output])
          expect(largestDifference(await valuesOf([found]), expected)).toBeLessThan(1e-5);
        for (const found of [backward(inputs, upstream, []), backward(inputs, upstream, kept)])
          expect(largestDifference(await valuesOf(found), expectedGradients)).toBeLessThan(1e-4);
        tf.dispose([inputs, upstream, kept]);
      }
      dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    it.skipIf(!hasKept)("takes what was kept, and computes it no more", async () => {
      const { forwardKeeping, backward, dispose } = compileWithGradient(layer, named);
      const [inputs, others] = [inputsOf(0), inputsOf(9)] as [tf.Tensor[], tf.Tensor[]];
      const upstream = tf.ones([3, 4]);
      const { output, kept } = forwardKeeping(inputs);
      const [byFirst, ...byWeights] = backward(inputs, upstream, kept) as [tf.Tensor, ...tf.Tensor[]];
      // What depends on the first input is taken and not computed: another one in its place changes nothing.
      const [byOther, ...again] = backward([others[0] as tf.Tensor, ...inputs.slice(1)], upstream, kept) as tf.Tensor[];
      expect(await valuesOf([byOther as tf.Tensor, ...again])).toEqual(await valuesOf([byFirst, ...byWeights]));
      tf.dispose([...inputs, ...others, upstream, output, ...kept]);
      dispose();
    });

    it.skipIf(!hasKept)("hands over more or fewer for another shape", async () => {
      const byRows = ([x]: readonly tf.Tensor[]): tf.Tensor => {
        const rows = Array.from({ length: (x as tf.Tensor).shape[0] as number }, (_, row) =>
          tf.tanh(tf.slice(x as tf.Tensor2D, [row, 0], [1, -1])),
        );
        return rows.length === 1 ? (rows[0] as tf.Tensor) : tf.concat(rows);
      };
      const { forwardKeeping, backward, dispose } = compileWithGradient(byRows, [0]);
      for (const rows of [1, 3, 2]) {
        const [x, upstream] = [tf.fill([rows, 2], 0.5), tf.ones([rows, 2])];
        const { output, kept } = forwardKeeping([x]);
        const expected = Array.from({ length: 2 * rows }, () => 1 - Math.tanh(0.5) ** 2);
        expect(largestDifference(await valuesOf(backward([x], upstream, kept)), expected)).toBeLessThan(1e-6);
        tf.dispose([x, upstream, output, ...kept]);
      }
      dispose();
    });

    it("keeps no tensor where there is no gradient, or where the function throws", () => {
      const inputs = [tf.ones([2]), tf.ones([2])];
      const before = tf.memory().numTensors;
      const throwing = (x: tf.Tensor): tf.Tensor => {
        tf.sigmoid(tf.tanh(x));
        throw new RangeError("halfway");
      };
      for (const { compute, message } of [
        { compute: (x: tf.Tensor) => tf.tanh(x), message: "Cannot compute gradient" },
        { compute: throwing, message: "halfway" },
      ]) {
        const { backward, forwardKeeping, dispose } = compileWithGradient(([x]) => compute(x as tf.Tensor), [0, 1]);
        expect(() => backward(inputs, inputs[0] as tf.Tensor, [])).toThrow(message);
        if (hasKept) expect(() => forwardKeeping(inputs)).toThrow(message);
        dispose();
      }
      expect(tf.memory().numTensors).toBe(before);
      tf.dispose(inputs);
    });
  });
}
