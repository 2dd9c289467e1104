/** What dropout drops, on whatever backend is current. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { dropoutAt } from "../../src/blocks/dropout.js";
import { readTensors } from "../read-tensors.js";

const size = 40_000;

/** The values of each of the next sites of a step's dropout over ones. */
const sitesOf = (key: number, step: number, rate: number, sites = 1): Promise<Float32Array[]> =>
  readTensors(() => {
    const { apply: dropout } = dropoutAt(tf.tensor1d([key, step], "int32"), rate);
    return Array.from({ length: sites }, () => dropout(tf.ones([size / 100, 100])));
  });
const siteOf = async (key: number, step: number, rate: number): Promise<Float32Array> =>
  (await sitesOf(key, step, rate))[0] as Float32Array;
const shareDropped = (values: Float32Array): number => values.filter((value) => value === 0).length / values.length;

export function dropoutMasks(): void {
  it.each([0.1, 0.5, 0.9])(
    "dropout drops a share of %d within five standard errors, and keeps the mean",
    async (rate) => {
      const values = await siteOf(7, 3, rate);
      const standardError = Math.sqrt((rate * (1 - rate)) / size);
      expect(Math.abs(shareDropped(values) - rate)).toBeLessThan(5 * standardError);
      const mean = values.reduce((sum, value) => sum + value, 0) / size;
      expect(Math.abs(mean - 1)).toBeLessThan((5 * standardError) / (1 - rate));
      const kept = new Set(values.filter((value) => value !== 0));
      expect(kept).toEqual(new Set([Math.fround(1 / (1 - rate))]));
    },
  );

  it("dropout of rate 0 is the very tensor", () => {
    tf.tidy(() => {
      const ones = tf.ones([3]);
      expect(dropoutAt(tf.tensor1d([1, 2], "int32"), 0).apply(ones)).toBe(ones);
    });
  });

  it("a mask is a function of key, step and site, and another for another of each", async () => {
    const [first, second] = (await sitesOf(7, 3, 0.5, 2)) as [Float32Array, Float32Array];
    expect(await sitesOf(7, 3, 0.5, 2)).toEqual([first, second]);
    const others = [second, await siteOf(8, 3, 0.5), await siteOf(7, 4, 0.5)];
    for (const other of others) {
      // Independent masks of a half agree in a half of the places.
      const agreeing = first.filter((value, index) => value === other[index]).length / size;
      expect(Math.abs(agreeing - 0.5)).toBeLessThan(0.0125);
    }
  });

  it("the gradient passes where the value did, with the same scale", async () => {
    const gradients = await readTensors(() => {
      const counter = tf.tensor1d([7, 3], "int32");
      return [tf.grad((x) => tf.sum(dropoutAt(counter, 0.5).apply(x)))(tf.ones([size / 100, 100]))];
    });
    expect(gradients).toEqual([await siteOf(7, 3, 0.5)]);
  });
}
