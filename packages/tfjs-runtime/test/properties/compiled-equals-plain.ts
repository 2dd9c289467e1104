/** What a compiled function keeps of the plain one, on whatever backend is current. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { compile } from "../../src/index.js";
import { largestDifference } from "../largest-difference.js";
import { sampleFunctions, sampleInputs, valuesAndGradients } from "../sample-functions.js";

const read = (tensors: readonly tf.Tensor[]): { shape: number[]; dtype: string; data: number[] }[] =>
  tensors.map((tensor) => ({ shape: tensor.shape, dtype: tensor.dtype, data: Array.from(tensor.dataSync()) }));

/** @param lacking names of sample functions for which the backend has no kernels. */
export function compiledEqualsPlain(lacking: readonly string[] = []): void {
  const offered = sampleFunctions.filter(({ name }) => !lacking.includes(name));
  it.each(offered)("compiled $name gives the plain function's values, shapes, types and gradients", (sample) => {
    tf.tidy(() => {
      const inputs = sampleInputs(sample);
      const plain = read(valuesAndGradients(sample, inputs));
      const compiled = compile((tensors) => valuesAndGradients(sample, tensors));
      for (const repeat of [1, 2]) {
        const results = read(compiled(inputs));
        expect(results.length, `call ${repeat}`).toBe(plain.length);
        for (const [index, { shape, dtype, data }] of results.entries()) {
          const expected = plain[index] as (typeof plain)[number];
          expect({ shape, dtype }).toEqual({ shape: expected.shape, dtype: expected.dtype });
          expect(largestDifference(data, expected.data)).toBeLessThan(1e-6);
        }
      }
      compiled.dispose();
    });
  });

  it("another shape or type of an input gives that input's results, and the first shape still its own", () => {
    tf.tidy(() => {
      const double = compile(([x]) => [tf.add(x as tf.Tensor, x as tf.Tensor)]);
      const doubled = (values: number[], dtype: "float32" | "int32"): unknown => {
        const [result] = double([tf.tensor1d(values, dtype)]) as [tf.Tensor];
        return [result.dtype, Array.from(result.dataSync())];
      };
      expect(doubled([1, 2], "float32")).toEqual(["float32", [2, 4]]);
      expect(doubled([1, 2, 3], "float32")).toEqual(["float32", [2, 4, 6]]);
      expect(doubled([7, 8], "int32")).toEqual(["int32", [14, 16]]);
      expect(doubled([5, 6], "float32")).toEqual(["float32", [10, 12]]);
      double.dispose();
    });
  });

  it("an input returned as it is, and one result returned twice, are tensors of the caller's own", () => {
    const before = tf.memory().numTensors;
    const input = tf.tensor1d([1, 2]);
    const echo = compile(([x]) => {
      const sum = tf.add(x as tf.Tensor, 1);
      return [x as tf.Tensor, sum, sum];
    });
    const results = echo([input]);
    input.dispose();
    const [first, ...others] = results as [tf.Tensor, ...tf.Tensor[]];
    expect(Array.from(first.dataSync())).toEqual([1, 2]);
    first.dispose();
    for (const other of others) {
      expect(Array.from(other.dataSync())).toEqual([2, 3]);
      other.dispose();
    }
    echo.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("1000 calls keep no tensor, and inputs are left alone", () => {
    const before = tf.memory().numTensors;
    const input = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const compiled = compile(([x]) => [
      tf.matMul(x as tf.Tensor2D, tf.softmax(x as tf.Tensor2D)),
      tf.sum(x as tf.Tensor),
    ]);
    for (let call = 0; call < 1000; call++) tf.dispose(compiled([input]));
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(Array.from(input.dataSync())).toEqual([1, 2, 3, 4]);
    compiled.dispose();
    input.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("an error inside the function reaches the caller, leaves no tensor, and the next call works", () => {
    const before = tf.memory().numTensors;
    let broken = true;
    const compiled = compile(([x]) => {
      const sum = tf.add(x as tf.Tensor, 1);
      if (broken) throw new Error("broken on purpose");
      return [sum];
    });
    const input = tf.tensor1d([1, 2]);
    expect(() => compiled([input])).toThrow("broken on purpose");
    expect(tf.memory().numTensors).toBe(before + 1);
    broken = false;
    const [result] = compiled([input]) as [tf.Tensor];
    expect(Array.from(result.dataSync())).toEqual([2, 3]);
    compiled.dispose();
    tf.dispose([input, result]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("an op with inputs that do not fit is refused, and the backend goes on working", () => {
    tf.tidy(() => {
      const compiled = compile(([a, b]) => [tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D)]);
      expect(() => compiled([tf.ones([2, 3]), tf.ones([2, 3])])).toThrow(/shape/u);
      const [product] = compiled([tf.ones([2, 3]), tf.ones([3, 2])]) as [tf.Tensor];
      expect(Array.from(product.dataSync())).toEqual([3, 3, 3, 3]);
      compiled.dispose();
    });
  });

  it("a compiled function works again after it was disposed of", () => {
    tf.tidy(() => {
      const compiled = compile(([x]) => [tf.mul(x as tf.Tensor, 3)]);
      const once = (): number[] => compiled([tf.tensor1d([2])]).flatMap((tensor) => Array.from(tensor.dataSync()));
      expect(once()).toEqual([6]);
      compiled.dispose();
      expect(once()).toEqual([6]);
      compiled.dispose();
      compiled.dispose();
    });
  });

  it("tensors without elements go in and come out", () => {
    tf.tidy(() => {
      const compiled = compile(([x]) => [tf.add(x as tf.Tensor, 1)]);
      const [result] = compiled([tf.tensor2d([], [0, 3])]) as [tf.Tensor];
      expect([result.shape, Array.from(result.dataSync())]).toEqual([[0, 3], []]);
      compiled.dispose();
    });
  });
}
