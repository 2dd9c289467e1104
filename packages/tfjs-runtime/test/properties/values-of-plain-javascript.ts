/** The kernels of a backend beside those of tfjs's plain JavaScript, each computing the same functions. */
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, expect, it } from "vitest";
import { selectBackend } from "../../src/index.js";
import { largestDifference } from "../largest-difference.js";
import { type SampleFunction, sampleFunctions, sampleInputs, valuesAndGradients } from "../sample-functions.js";

/** Its numbers are each backend's own. */
const compared = sampleFunctions.filter(({ name }) => name !== "counterUniform");

export function valuesOfPlainJavascript(backend: string): void {
  afterEach(() => tf.setBackend(backend));

  it.each(compared)("$name", async (sample) => {
    const actual = results(sample);
    await selectBackend({ backend: "cpu" });
    for (const [index, expected] of results(sample).entries()) {
      expect(actual[index]?.shape).toEqual(expected.shape);
      expect(largestDifference(actual[index]?.data ?? [], expected.data)).toBeLessThan(1e-5);
    }
  });
}

function results(sample: SampleFunction): { readonly shape: number[]; readonly data: number[] }[] {
  return tf.tidy(() => {
    const tensors = valuesAndGradients(sample, sampleInputs(sample));
    return tensors.map((tensor) => ({ shape: tensor.shape, data: Array.from(tensor.dataSync()) })) as never;
  });
}
