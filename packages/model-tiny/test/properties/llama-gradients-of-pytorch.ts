/** Loss and gradients of a LLaMA-family decoder beside those of PyTorch through transformers. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { llamaGradients, rotaryTensors } from "../../src/index.js";
import { largestRelativeDifference } from "../largest-difference.js";
import { nextTokenBatch } from "../llama/next-token-batch.js";
import { llamaCases, readLlamaCase } from "../llama/read-llama-case.js";

/** Float32 sums in another order. */
const tolerance = 1e-4;

export function llamaGradientsOfPytorch(): void {
  it.each(llamaCases)("%s: loss and every gradient are PyTorch's, and no tensor stays", async (name) => {
    const reference = readLlamaCase(name);
    const { config, rope, logProbabilities } = reference;
    const before = tf.memory().numTensors;
    const weights = reference.weights();
    const batch = nextTokenBatch(reference);
    const rotary = rotaryTensors(rope, batch.inputs.length / batch.batch);
    const { headDimension } = rope;
    const gradientsOf = llamaGradients({ config, headDimension, rotary, precision: "float32", isTrained: () => true });
    const { loss, gradients } = gradientsOf(weights, batch);
    const mean = logProbabilities.reduce((sum, nats) => sum - nats, 0) / logProbabilities.length;
    expect(Math.abs((await loss.data())[0] ?? Number.NaN)).toBeCloseTo(mean, 4);
    expect([...gradients.keys()].toSorted()).toEqual([...weights.keys()].toSorted());
    for (const [parameter, gradient] of gradients)
      expect(
        largestRelativeDifference((await gradient.data()) as Float32Array, reference.gradient(parameter)),
        parameter,
      ).toBeLessThan(tolerance);
    tf.dispose([loss, ...gradients.values(), ...weights.values(), rotary.cosines, rotary.sines]);
    gradientsOf.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("parameters that are not trained have no gradient, and change none of the others'", async () => {
    const reference = readLlamaCase("llama-yarn-tied");
    const { config, rope } = reference;
    const weights = reference.weights();
    const batch = nextTokenBatch(reference);
    const rotary = rotaryTensors(rope, batch.inputs.length / batch.batch);
    const isTrained = (parameter: string): boolean => parameter.includes("attention.");
    const { headDimension } = rope;
    const gradientsOf = llamaGradients({ config, headDimension, rotary, precision: "float32", isTrained });
    const { loss, gradients } = gradientsOf(weights, batch);
    expect([...gradients.keys()].toSorted()).toEqual([...weights.keys()].filter(isTrained).toSorted());
    for (const [parameter, gradient] of gradients)
      expect(
        largestRelativeDifference((await gradient.data()) as Float32Array, reference.gradient(parameter)),
        parameter,
      ).toBeLessThan(tolerance);
    tf.dispose([loss, ...gradients.values(), ...weights.values(), rotary.cosines, rotary.sines]);
    gradientsOf.dispose();
  });
}
