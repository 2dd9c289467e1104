/** The kernels of a backend beside those of tfjs's plain JavaScript, each computing the same functions. */
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, expect, it } from "vitest";
import { selectBackend } from "../../src/index.js";
import { largestDifference } from "../largest-difference.js";
import { type TensorValues, readTensors } from "../read-tensors.js";
import { type SampleFunction, sampleFunctions, sampleInputs, valuesAndGradients } from "../sample-functions.js";

/** Its numbers are each backend's own. */
const compared = sampleFunctions.filter(({ name }) => name !== "counterUniform");

/** @param tolerance the largest difference, over the largest value where that is above 1. */
export function valuesOfPlainJavascript(backend: string, tolerance = 1e-5): void {
  afterEach(() => tf.setBackend(backend));

  it.each(compared)("$name", async (sample) => {
    const actual = await results(sample);
    await selectBackend({ backend: "cpu" });
    for (const [index, expected] of (await results(sample)).entries()) {
      expect(actual[index]?.shape).toEqual(expected.shape);
      expect(largestDifference(actual[index]?.data ?? [], expected.data)).toBeLessThan(tolerance);
    }
  });
}

const results = (sample: SampleFunction): Promise<TensorValues[]> =>
  readTensors(() => valuesAndGradients(sample, sampleInputs(sample)));
