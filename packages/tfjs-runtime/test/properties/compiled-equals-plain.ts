/** What a compiled function keeps of the plain one, on whatever backend is current. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { compile } from "../../src/index.js";
import { largestDifference } from "../largest-difference.js";
import { readTensors } from "../read-tensors.js";
import { sampleFunctions, sampleInputs, valuesAndGradients } from "../sample-functions.js";

/** @param lacking names of sample functions for which the backend has no kernels. */
export function compiledEqualsPlain(lacking: readonly string[] = []): void {
  const offered = sampleFunctions.filter(({ name }) => !lacking.includes(name));
  it.each(offered)("compiled $name gives the plain function's values, shapes, types and gradients", async (sample) => {
    const inputs = sampleInputs(sample);
    const plain = await readTensors(() => valuesAndGradients(sample, inputs));
    const compiled = compile((tensors) => valuesAndGradients(sample, tensors));
    for (const repeat of [1, 2]) {
      const results = await readTensors(() => compiled(inputs));
      expect(results.length, `call ${repeat}`).toBe(plain.length);
      for (const [index, { shape, dtype, data }] of results.entries()) {
        const expected = plain[index] as (typeof plain)[number];
        expect({ shape, dtype }).toEqual({ shape: expected.shape, dtype: expected.dtype });
        expect(largestDifference(data, expected.data)).toBeLessThan(1e-6);
      }
    }
    compiled.dispose();
    tf.dispose(inputs);
  });

  it("another shape or type of an input gives that input's results, and the first shape still its own", async () => {
    const double = compile(([x]) => [tf.add(x as tf.Tensor, x as tf.Tensor)]);
    const doubled = async (values: number[], dtype: "float32" | "int32"): Promise<unknown> => {
      const [result] = await readTensors(() => double([tf.tensor1d(values, dtype)]));
      return [result?.dtype, result?.data];
    };
    expect(await doubled([1, 2], "float32")).toEqual(["float32", [2, 4]]);
    expect(await doubled([1, 2, 3], "float32")).toEqual(["float32", [2, 4, 6]]);
    expect(await doubled([7, 8], "int32")).toEqual(["int32", [14, 16]]);
    expect(await doubled([5, 6], "float32")).toEqual(["float32", [10, 12]]);
    double.dispose();
  });

  it("an input returned as it is, and one result returned twice, are tensors of the caller's own", async () => {
    const before = tf.memory().numTensors;
    const input = tf.tensor1d([1, 2]);
    const echo = compile(([x]) => {
      const sum = tf.add(x as tf.Tensor, 1);
      return [x as tf.Tensor, sum, sum];
    });
    const results = echo([input]);
    input.dispose();
    const [first, ...others] = results as [tf.Tensor, ...tf.Tensor[]];
    expect(Array.from(await first.data())).toEqual([1, 2]);
    first.dispose();
    for (const other of others) {
      expect(Array.from(await other.data())).toEqual([2, 3]);
      other.dispose();
    }
    echo.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("1000 calls keep no tensor, and inputs are left alone", async () => {
    const before = tf.memory().numTensors;
    const input = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const compiled = compile(([x]) => [
      tf.matMul(x as tf.Tensor2D, tf.softmax(x as tf.Tensor2D)),
      tf.sum(x as tf.Tensor),
    ]);
    for (let call = 0; call < 1000; call++) tf.dispose(compiled([input]));
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(Array.from(await input.data())).toEqual([1, 2, 3, 4]);
    compiled.dispose();
    input.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("an error inside the function reaches the caller, leaves no tensor, and the next call works", async () => {
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
    expect(Array.from(await result.data())).toEqual([2, 3]);
    compiled.dispose();
    tf.dispose([input, result]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("an op with inputs that do not fit is refused, and the backend goes on working", async () => {
    const compiled = compile(([a, b]) => [tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D)]);
    const product = (left: [number, number], right: [number, number]): ReturnType<typeof readTensors> =>
      readTensors(() => compiled([tf.ones(left), tf.ones(right)]));
    await expect(product([2, 3], [2, 3])).rejects.toThrow(/shape/u);
    expect((await product([2, 3], [3, 2]))[0]?.data).toEqual([3, 3, 3, 3]);
    compiled.dispose();
  });

  it("a compiled function works again after it was disposed of", async () => {
    const compiled = compile(([x]) => [tf.mul(x as tf.Tensor, 3)]);
    const once = async (): Promise<unknown> => (await readTensors(() => compiled([tf.tensor1d([2])])))[0]?.data;
    expect(await once()).toEqual([6]);
    compiled.dispose();
    expect(await once()).toEqual([6]);
    compiled.dispose();
    compiled.dispose();
  });

  it("tensors without elements go in and come out", async () => {
    const compiled = compile(([x]) => [tf.add(x as tf.Tensor, 1)]);
    const [result] = await readTensors(() => compiled([tf.tensor2d([], [0, 3])]));
    expect([result?.shape, result?.data]).toEqual([[0, 3], []]);
    compiled.dispose();
  });
}
